// SPDX-License-Identifier: Apache-2.0
// Visits and remote contacts: one file an area and month.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "generate/drg.hpp"
#include "generate/facts.hpp"
#include "generate/split.hpp"

namespace redthread::generate {
namespace {

enum class Form { visit, remote, day_care, vaccination };

/// A published total of visits: who gives them, how, and in which branch of care.
struct Stream {
  std::string_view key;
  bool physician;
  Form form;
  Care care;
  Provider provider;
  std::string_view care_name;
};

constexpr auto som = Care::somatic;
constexpr auto psy = Care::psychiatric;
constexpr auto opv = Care::other_primary;
constexpr auto pv = Care::primary;
constexpr auto own = Provider::own;
constexpr auto centre = Provider::centre;
constexpr auto contracted = Provider::contracted;

constexpr Stream streams[] = {
    {"physician.visit.somatic", true, Form::visit, som, own, "somatic"},
    {"physician.visit.psychiatric", true, Form::visit, psy, own, "psychiatric"},
    {"physician.visit.other_primary", true, Form::visit, opv, own, "other_primary"},
    {"physician.remote.somatic", true, Form::remote, som, own, "somatic"},
    {"physician.remote.psychiatric", true, Form::remote, psy, own, "psychiatric"},
    {"physician.remote.other_primary", true, Form::remote, opv, own, "other_primary"},
    {"other.visit.somatic", false, Form::visit, som, own, "somatic"},
    {"other.visit.psychiatric", false, Form::visit, psy, own, "psychiatric"},
    {"other.visit.other_primary", false, Form::visit, opv, own, "other_primary"},
    {"other.remote.somatic", false, Form::remote, som, own, "somatic"},
    {"other.remote.psychiatric", false, Form::remote, psy, own, "psychiatric"},
    {"other.remote.other_primary", false, Form::remote, opv, own, "other_primary"},
    {"other.day_care.somatic", false, Form::day_care, som, own, "somatic"},
    {"other.vaccination.somatic", false, Form::vaccination, som, own, "somatic"},
    {"physician.visit.centre", true, Form::visit, pv, centre, "primary"},
    {"physician.remote.centre", true, Form::remote, pv, centre, "primary"},
    {"other.visit.centre", false, Form::visit, pv, centre, "primary"},
    {"other.remote.centre", false, Form::remote, pv, centre, "primary"},
    {"other.vaccination.centre", false, Form::vaccination, pv, centre, "primary"},
    {"physician.visit.private_somatic", true, Form::visit, som, contracted, "somatic"},
    {"physician.visit.private_psychiatric", true, Form::visit, psy, contracted, "psychiatric"},
    {"physician.remote.private_somatic", true, Form::remote, som, contracted, "somatic"},
    {"physician.remote.private_psychiatric", true, Form::remote, psy, contracted, "psychiatric"},
    {"other.visit.private_somatic", false, Form::visit, som, contracted, "somatic"},
    {"other.visit.private_psychiatric", false, Form::visit, psy, contracted, "psychiatric"},
    {"other.visit.private_primary", false, Form::visit, pv, contracted, "primary"},
    {"other.remote.private_somatic", false, Form::remote, som, contracted, "somatic"},
    {"other.remote.private_psychiatric", false, Form::remote, psy, contracted, "psychiatric"},
};
constexpr std::size_t stream_count = std::size(streams);

/// Own physician visits and day care are grouped by DRG.
bool is_grouped(const Stream& stream) {
  return stream.provider == own &&
         ((stream.physician && stream.form == Form::visit) || stream.form == Form::day_care);
}

std::string_view form_name(const Stream& stream, Random& random) {
  const std::int64_t place = random.below(1000);
  switch (stream.form) {
    case Form::visit:
      if (stream.physician) return place < 20 ? "home" : "visit";
      return place < 80 ? "home" : place < 120 ? "group" : "visit";
    case Form::remote:
      return place < 280 ? "chat" : "remote";
    case Form::day_care:
      return "day_care";
    case Form::vaccination:
      return "vaccination";
  }
  return "visit";
}

std::string_view profession(const Stream& stream, Random& random) {
  if (stream.physician) return "physician";
  if (stream.form == Form::vaccination) return "nurse";
  const std::int64_t place = random.below(1000);
  if (place < 560) return "nurse";
  if (place < 860) return "paramedical";
  return place < 950 ? "assistant_nurse" : "other";
}

struct Patients {
  Population::Ages ages;
  bool women = false;
};

Patients patients_of(const Unit& unit) {
  if (unit.code == "BUP" || unit.code == "BAR") return {{0, 17}};
  if (unit.code == "GER" || unit.code == "NVT") return {{70, 120}};
  if (unit.code == "MHV") return {{18, 45}, true};
  if (unit.code == "KVK") return {{16, 120}, true};
  return {};
}

class Contacts {
 public:
  explicit Contacts(World& world) : world_(world) {}

  void write(Month month) {
    Random random = world_.random("contact", month.index());
    plan(month, random);
    const std::int64_t points = world_.in_month("drg.outpatient", month, Rhythm::office, 10'000);
    DrgDraw drg(DrgForm::outpatient, month.year(), points, grouped_);
    for (const std::string_view area : contact_areas) {
      const bool lost = world_.request.is_lost(month) && (area == "VCN" || area == "PRIV");
      if (!lost) write_area(month, area, drg, random);
    }
    world_.tally.add("drg.outpatient", month, drg.drawn_points());
  }

 private:
  /// How many contacts of each stream each unit has in the month.
  void plan(Month month, Random& random) {
    units_ = world_.units.in(month);
    counts_.assign(stream_count, {});
    grouped_ = 0;
    for (std::size_t s = 0; s < stream_count; ++s) {
      const Stream& stream = streams[s];
      std::vector<std::int64_t> weights;
      for (const Unit* unit : units_) {
        const bool has = unit->care == stream.care && unit->provider == stream.provider &&
                         !(stream.form != Form::visit && unit->code == "AKM");
        weights.push_back(has ? unit->visits * random.between(95, 105) : 0);
      }
      const std::int64_t total = world_.in_month(stream.key, month, Rhythm::office);
      counts_[s] = split(total, weights, random);
      if (is_grouped(stream)) grouped_ += total;
    }
  }

  void write_area(Month month, std::string_view area, DrgDraw& drg, Random& random) {
    RowFile file(world_.place(month), World::delivery("contact", month, area),
                 {{"contact_id", Role::key},
                  {"contact_date", Role::date},
                  {"unit_code", Role::unit},
                  {"person", Role::person},
                  {"form", Role::category},
                  {"profession", Role::category},
                  {"sex", Role::category},
                  {"age", Role::age},
                  {"care", Role::category},
                  {"provider", Role::category},
                  {"urgent", Role::text},
                  {"drg", Role::text}});
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const Unit& unit = *units_[u];
      if (unit.visits == 0 || world_.units.area(unit, month) != area) continue;
      for (std::size_t s = 0; s < stream_count; ++s) {
        const std::int64_t count = counts_[s][u];
        if (count == 0) continue;
        write_stream(file, month, unit, streams[s], count, drg, random);
        world_.tally.add(std::string(streams[s].key), month, count);
      }
    }
  }

  void write_stream(RowFile& file, Month month, const Unit& unit, const Stream& stream,
                    std::int64_t count, DrgDraw& drg, Random& random) {
    const bool emergency = unit.code == "AKM";
    const Rhythm rhythm = emergency ? Rhythm::acute : Rhythm::office;
    const Patients patients = patients_of(unit);
    const bool grouped = is_grouped(stream);
    constexpr std::array<std::string_view, 3> providers = {"own", "centre", "contracted"};
    const std::string_view provider = providers[static_cast<std::size_t>(stream.provider)];
    const auto by_day = split(count, day_weights(world_, month, rhythm, random), random);
    Date day = month.first_day();
    for (const std::int64_t on_day : by_day) {
      for (std::int64_t i = 0; i < on_day; ++i) {
        const int person =
            world_.population.draw(random, month.year(), patients.ages, patients.women);
        file.number(++id_);
        file.date(day);
        file.text(unit.code);
        file.code('P', person + 1);
        file.text(form_name(stream, random));
        file.text(profession(stream, random));
        file.text(world_.population.is_woman(person) ? "women" : "men");
        file.number(std::max(world_.population.age(person, month.year()), 0));
        file.text(stream.care_name);
        file.text(provider);
        file.text(emergency || random.chance(40) ? "1" : "0");
        if (grouped) {
          file.text(drg_code(DrgForm::outpatient, drg.draw(random)));
        } else {
          file.empty();
        }
        file.end_row();
      }
      day = day.plus_days(1);
    }
  }

  World& world_;
  std::int64_t id_ = 0;
  std::vector<const Unit*> units_;
  std::vector<std::vector<std::int64_t>> counts_;
  std::int64_t grouped_ = 0;
};

}  // namespace

std::vector<std::int64_t> day_weights(const World& world, Month month, Rhythm rhythm,
                                      Random& random) {
  std::vector<std::int64_t> weights;
  for (Date day = month.first_day(); day <= month.last_day(); day = day.plus_days(1)) {
    weights.push_back(world.calendar.weight(rhythm, day) * random.between(85, 115));
  }
  return weights;
}

void write_contacts(World& world) {
  Contacts contacts(world);
  for (const Month month : world.months()) contacts.write(month);
}

}  // namespace redthread::generate
