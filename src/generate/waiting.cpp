// SPDX-License-Identifier: Apache-2.0
// Waiting lists at month end, and waits that were completed in the month. A queue is simulated
// request by request: who waits in January and is not called waits in February too.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "generate/facts.hpp"
#include "generate/split.hpp"
#include "generate/waits.hpp"

namespace redthread::generate {
namespace {

struct CareRequest {
  std::int64_t id;
  int person;
  Date start;
  Date offered;  ///< of patient-chosen waits: the visit that was turned down
  Deviation deviation;
};

/// A wait that ended in the month.
struct CompletedWait {
  const Unit* unit;
  int person;
  std::string_view stage;
  std::string_view specialty;
  Date start;
  std::optional<Date> planned;  ///< of planned returns
  Date performed;
  std::string_view deviation;
};

/// One waiting list: a stage and a specialty.
struct Queue {
  const WaitList* list;
  std::vector<CareRequest> waiting;
};

constexpr int limit_days = 90;

int age_of(const CareRequest& request, Date day) { return day.days() - request.start.days(); }

const std::vector<Head>& waiting_heads() {
  static const std::vector<Head> heads = {
      {"request_id", Role::text},   {"snapshot_date", Role::date}, {"unit_code", Role::unit},
      {"person", Role::person},     {"sex", Role::category},       {"age", Role::age},
      {"stage", Role::category},    {"specialty", Role::category}, {"start_date", Role::start},
      {"offered_date", Role::text}, {"deviation", Role::category}};
  return heads;
}

const std::vector<Head>& completed_heads() {
  static const std::vector<Head> heads = {
      {"completed_id", Role::key},  {"performed_date", Role::date}, {"unit_code", Role::unit},
      {"person", Role::person},     {"sex", Role::category},        {"age", Role::age},
      {"stage", Role::category},    {"specialty", Role::category},  {"start_date", Role::start},
      {"planned_date", Role::text}, {"deviation", Role::category}};
  return heads;
}

class Waiting {
 public:
  explicit Waiting(World& world) : world_(world) {
    for (const WaitList& list : wait_lists()) queues_.push_back({&list, {}});
  }

  void write(Month month) {
    Random random = world_.random("waiting", month.index());
    const bool first = month == world_.request.first_month();
    completed_.clear();
    for (Queue& queue : queues_) {
      if (first) fill(queue, month, random);
      advance(queue, month, random);
    }
    complete_returns(month, random);
    complete_primary(month, random);
    write_waiting(month);
    write_completed(month);
  }

 private:
  /// The list as it was the month before the first delivery.
  void fill(Queue& queue, Month month, Random& random) {
    const WaitTarget target = world_target(*queue.list, month.plus(-1));
    const Date day = month.plus(-1).last_day();
    for (const Deviation deviation : {Deviation::none, Deviation::pvv, Deviation::mov}) {
      const WaitTarget::Part part = target.part(deviation);
      for (std::int64_t i = 0; i < part.within + part.beyond; ++i) {
        const std::int64_t age = i < part.within
                                     ? random.between(1, limit_days)
                                     : limit_days + 1 + random.below(60) * random.below(60) / 20;
        queue.waiting.push_back(
            made(queue, day.plus_days(-static_cast<int>(age)), deviation, day, random));
      }
    }
  }

  WaitTarget world_target(const WaitList& list, Month month) const {
    return wait_target(list, month, world_.request.inhabitants);
  }

  CareRequest made(const Queue& queue, Date start, Deviation deviation, Date known,
                   Random& random) {
    const WaitList& list = *queue.list;
    CareRequest request{++id_, 0, start, start, deviation};
    request.person =
        world_.population.draw(random, start.year(), {list.youngest, list.oldest}, list.women);
    const int room = std::max(known.days() - start.days(), 0);
    request.offered = start.plus_days(static_cast<int>(random.between(0, std::min(room, 45))));
    return request;
  }

  /// New requests come, some of those that wait are seen, until the list is as long, and as much
  /// of it within 90 days, as it was meant to be.
  void advance(Queue& queue, Month month, Random& random) {
    const WaitTarget target = world_target(*queue.list, month);
    const Date end = month.last_day();
    const std::int64_t days = end.day();
    for (const Deviation deviation : {Deviation::none, Deviation::pvv, Deviation::mov}) {
      const WaitTarget::Part part = target.part(deviation);
      // A third of those within 90 days came this month, and as many were seen as came before.
      const std::int64_t arrivals = part.within * 45 / 100 + 1;
      for (std::int64_t i = 0; i < arrivals; ++i) {
        const Date start = end.plus_days(-static_cast<int>(random.below(days)));
        queue.waiting.push_back(made(queue, start, deviation, end, random));
      }
      balance(queue, month, deviation, part, random);
    }
  }

  void balance(Queue& queue, Month month, Deviation deviation, const WaitTarget::Part& part,
               Random& random) {
    const Date end = month.last_day();
    std::vector<std::size_t> within;
    std::vector<std::size_t> beyond;
    for (std::size_t i = 0; i < queue.waiting.size(); ++i) {
      const CareRequest& request = queue.waiting[i];
      if (request.deviation != deviation) continue;
      (age_of(request, end) <= limit_days ? within : beyond).push_back(i);
    }
    std::vector<bool> seen(queue.waiting.size(), false);
    const auto see = [&](std::vector<std::size_t>& from, std::int64_t leave) {
      while (static_cast<std::int64_t>(from.size()) > leave) {
        const auto place =
            static_cast<std::size_t>(random.below(static_cast<std::int64_t>(from.size())));
        seen[from[place]] = true;
        complete(queue, queue.waiting[from[place]], month, random);
        from[place] = from.back();
        from.pop_back();
      }
    };
    see(within, part.within);
    see(beyond, part.beyond);
    // Too few: requests that were referred from elsewhere, with the day that they began.
    std::vector<CareRequest> added;
    for (auto i = static_cast<std::int64_t>(within.size()); i < part.within; ++i) {
      added.push_back(made(queue, end.plus_days(-static_cast<int>(random.between(0, limit_days))),
                           deviation, end, random));
    }
    for (auto i = static_cast<std::int64_t>(beyond.size()); i < part.beyond; ++i) {
      const std::int64_t age = limit_days + random.between(1, 40);
      added.push_back(made(queue, end.plus_days(-static_cast<int>(age)), deviation, end, random));
    }
    std::vector<CareRequest> left;
    for (std::size_t i = 0; i < queue.waiting.size(); ++i) {
      if (!seen[i]) left.push_back(queue.waiting[i]);
    }
    left.insert(left.end(), added.begin(), added.end());
    queue.waiting = std::move(left);
    count(*queue.list, month, deviation, part);
  }

  void count(const WaitList& list, Month month, Deviation deviation, const WaitTarget::Part& part) {
    const std::string key = "waiting." + std::string(list.group);
    const std::string code(deviation_name(deviation));
    world_.tally.add(key + "." + code + ".within", month, part.within);
    world_.tally.add(key + "." + code, month, part.within + part.beyond);
  }

  const Unit& unit_of(const WaitList& list, Month month) const {
    for (const Unit* unit : world_.units.in(month)) {
      const std::string words = " " + unit->specialty + " ";
      if (words.find(" " + std::string(list.specialty) + " ") != std::string::npos) return *unit;
    }
    REDTHREAD_ASSERT(false, "every specialty has a clinic");
    return world_.units.all().front();
  }

  /// In child psychiatry every other reason that is not the family's choice is a social one.
  static std::string_view code_of(const Queue& queue, const CareRequest& request) {
    const bool child = queue.list->specialty == "child_psychiatry";
    if (child && request.deviation == Deviation::mov && request.id % 2 == 0) return "sov";
    return deviation_name(request.deviation);
  }

  void write_patient(RowFile& file, int person, int year) {
    file.code('P', person + 1);
    file.text(world_.population.is_woman(person) ? "women" : "men");
    file.number(std::max(world_.population.age(person, year), 0));
  }

  void write_waiting(Month month) {
    RowFile file(world_.place(month), World::delivery("waiting", month), waiting_heads());
    for (const Queue& queue : queues_) {
      const Unit& unit = unit_of(*queue.list, month);
      for (const CareRequest& request : queue.waiting) {
        file.number(request.id);
        file.date(month.last_day());
        file.text(unit.code);
        write_patient(file, request.person, month.year());
        file.text(queue.list->stage);
        file.text(queue.list->specialty);
        file.date(request.start);
        if (request.deviation == Deviation::pvv) {
          file.date(request.offered);
        } else {
          file.empty();
        }
        file.text(code_of(queue, request));
        file.end_row();
      }
    }
  }

  void write_completed(Month month) {
    RowFile file(world_.place(month), World::delivery("completed", month), completed_heads());
    for (const CompletedWait& wait : completed_) {
      file.number(++completed_id_);
      file.date(wait.performed);
      file.text(wait.unit->code);
      write_patient(file, wait.person, month.year());
      file.text(wait.stage);
      file.text(wait.specialty);
      file.date(wait.start);
      if (wait.planned) {
        file.date(*wait.planned);
      } else {
        file.empty();
      }
      file.text(wait.deviation);
      file.end_row();
    }
  }

  /// Seen on a day of the month, and not before the request came.
  void complete(const Queue& queue, const CareRequest& request, Month month, Random& random) {
    const Date first = std::max(month.first_day(), request.start);
    const std::int64_t room = month.last_day().days() - first.days();
    Date performed = first.plus_days(static_cast<int>(random.between(0, room)));
    // Hardly anyone on a day off.
    for (int i = 0; i < 4 && world_.calendar.weight(Rhythm::office, performed) < 100; ++i) {
      performed = first.plus_days(static_cast<int>(random.between(0, room)));
    }
    completed_.push_back({&unit_of(*queue.list, month), request.person, queue.list->stage,
                          queue.list->specialty, request.start, std::nullopt, performed,
                          code_of(queue, request)});
    const std::string key = "completed." + std::string(queue.list->group);
    ++world_.tally.at(key, month);
    if (age_of(request, performed) <= limit_days) ++world_.tally.at(key + ".within", month);
  }

  /// Planned returns: three of four no later than the planned day.
  void complete_returns(Month month, Random& random) {
    EvenShare in_time(750, 1000, 500);
    for (const WaitList& list : wait_lists()) {
      if (list.stage != "first_visit") continue;
      const std::int64_t count = world_target(list, month).part(Deviation::none).within;
      const Unit& unit = unit_of(list, month);
      for (const Date performed : days_of(month, Rhythm::office, count, random)) {
        const bool kept = in_time.take();
        const auto late = static_cast<int>(kept ? -random.between(0, 14) : random.between(1, 75));
        const Date planned = performed.plus_days(-late);
        const Date start =
            std::min(planned, performed).plus_days(-static_cast<int>(random.between(60, 300)));
        const int person =
            world_.population.draw(random, month.year(), {list.youngest, list.oldest}, list.women);
        completed_.push_back(
            {&unit, person, "return_visit", list.specialty, start, planned, performed, "none"});
        ++world_.tally.at("returns", month);
        if (kept) ++world_.tally.at("returns.in_time", month);
      }
    }
  }

  /// Medical assessments at the health centres; published within three days: 80.3 and 81.3 %.
  void complete_primary(Month month, Random& random) {
    // Not published: some 5 000 first assessments a month.
    const std::int64_t total =
        world_.scaled_to_region(60'000) * world_.calendar.weight(Rhythm::office, month) / 260'000;
    EvenShare in_time(month.year() < published_year ? 803 : 813, 1000, 500);
    std::vector<const Unit*> centres;
    std::vector<std::int64_t> weights;
    for (const Unit* unit : world_.units.in(month)) {
      if (unit->provider != Provider::centre) continue;
      centres.push_back(unit);
      weights.push_back(unit->visits);
    }
    const auto by_centre = split(total, weights, random);
    for (std::size_t c = 0; c < centres.size(); ++c) {
      for (const Date performed : days_of(month, Rhythm::office, by_centre[c], random)) {
        const bool kept = in_time.take();
        const auto waited = static_cast<int>(kept ? random.between(0, 3) : random.between(4, 20));
        const int person = world_.population.draw(random, month.year(), {0, 120});
        completed_.push_back({centres[c], person, "primary_assessment", "primary_care",
                              performed.plus_days(-waited), std::nullopt, performed, "none"});
        ++world_.tally.at("primary.assessments", month);
        if (kept) ++world_.tally.at("primary.assessments.within", month);
      }
    }
  }

  std::vector<Date> days_of(Month month, Rhythm rhythm, std::int64_t count, Random& random) {
    std::vector<Date> days;
    Date day = month.first_day();
    for (const std::int64_t on_day :
         split(count, day_weights(world_, month, rhythm, random), random)) {
      days.insert(days.end(), static_cast<std::size_t>(on_day), day);
      day = day.plus_days(1);
    }
    return days;
  }

  World& world_;
  std::vector<Queue> queues_;
  std::int64_t id_ = 0;
  std::vector<CompletedWait> completed_;
  std::int64_t completed_id_ = 0;
};

}  // namespace

void write_waiting(World& world) {
  Waiting waiting(world);
  for (const Month month : world.months()) waiting.write(month);
}

}  // namespace redthread::generate
