// SPDX-License-Identifier: Apache-2.0
// Telephone: calls answered a day, by health centre and at 1177. How many call is not published.
#include <string>
#include <vector>

#include "base/error.hpp"
#include "generate/facts.hpp"
#include "generate/split.hpp"

namespace redthread::generate {
namespace {

/// Mean seconds until 1177 answers, and per mille of calls to health centres answered the same
/// day. source: delårsrapport 1 2024, indicators of access.
std::int64_t mean_wait_1177(int year) { return year < published_year ? 901 : 695; }
std::int64_t same_day(int year) { return year < published_year ? 879 : 875; }

class Phone {
 public:
  explicit Phone(World& world) : world_(world) {}

  void write(Month month) {
    Random random = world_.random("phone", month.index());
    RowFile file(world_.place(month), World::delivery("phone", month),
                 {{"phone_date", Role::date},
                  {"unit_code", Role::unit},
                  {"phone_line", Role::category},
                  {"calls", Role::age},
                  {"answered_same_day", Role::number},
                  {"wait_seconds", Role::number}});
    std::vector<const Unit*> centres;
    std::vector<std::int64_t> weights;
    const Unit* staff = nullptr;  // who answers 1177
    for (const Unit* unit : world_.units.in(month)) {
      if (unit->code == "MSTAB") staff = unit;
      if (unit->provider != Provider::centre) continue;
      centres.push_back(unit);
      weights.push_back(unit->visits);
    }
    REDTHREAD_ASSERT(staff != nullptr, "there is a medical staff office");
    const std::int64_t centre_calls = calls(900'000, Rhythm::office, month);
    const auto by_centre = split(centre_calls, weights, random);
    for (std::size_t c = 0; c < centres.size(); ++c) {
      write_line(file, month, *centres[c], "centre", Rhythm::office, by_centre[c], 210, random);
    }
    write_line(file, month, *staff, "line_1177", Rhythm::acute,
               calls(180'000, Rhythm::acute, month), mean_wait_1177(month.year()), random);
  }

 private:
  std::int64_t calls(std::int64_t a_year, Rhythm rhythm, Month month) const {
    std::int64_t year = 0;
    for (int number = 1; number <= 12; ++number) {
      year += world_.calendar.weight(rhythm, Month(month.year(), number));
    }
    return scaled(world_.scaled_to_region(a_year), world_.calendar.weight(rhythm, month), year);
  }

  void write_line(RowFile& file, Month month, const Unit& unit, std::string_view line,
                  Rhythm rhythm, std::int64_t calls, std::int64_t mean_wait, Random& random) {
    const auto by_day = split(calls, day_weights(world_, month, rhythm, random), random);
    std::vector<std::int64_t> weights;
    weights.reserve(by_day.size());
    for (const std::int64_t on_day : by_day) weights.push_back(on_day * random.between(80, 120));
    const auto waits = split(calls * mean_wait, weights, random);
    const bool centre = line == "centre";
    const std::int64_t answered =
        centre ? scaled(calls, same_day(month.year()), 1000) : scaled(calls, 985, 1000);
    const auto answered_by_day = split(answered, by_day, random);
    for (std::size_t i = 0; i < by_day.size(); ++i) {
      if (by_day[i] == 0) continue;
      file.date(month.first_day().plus_days(static_cast<int>(i)));
      file.text(unit.code);
      file.text(line);
      file.number(by_day[i]);
      file.number(answered_by_day[i]);
      file.number(waits[i]);
      file.end_row();
    }
    const std::string key = "phone." + std::string(line);
    world_.tally.add(key, month, calls);
    world_.tally.add(key + ".same_day", month, answered);
    world_.tally.add(key + ".seconds", month, calls * mean_wait);
  }

  World& world_;
};

}  // namespace

void write_phone(World& world) {
  Phone phone(world);
  for (const Month month : world.months()) phone.write(month);
}

}  // namespace redthread::generate
