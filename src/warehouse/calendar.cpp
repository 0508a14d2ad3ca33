// SPDX-License-Identifier: Apache-2.0
#include "warehouse/calendar.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace redthread::warehouse {
namespace {

using State = OwedDelivery::State;

/// The rhythm's span that a month lies in.
Period span_of(DeliveryRhythm rhythm, Month month) {
  switch (rhythm) {
    case DeliveryRhythm::quarterly:
      return Period::quarter(month.year(), (month.month() - 1) / 3 + 1);
    case DeliveryRhythm::yearly:
      return Period::year(month.year());
    case DeliveryRhythm::monthly:
    case DeliveryRhythm::irregular:
      break;
  }
  return Period::month(month);
}

class Calendar {
 public:
  Calendar(const Fact& fact, const std::vector<Delivery>& deliveries, Date today)
      : fact_(fact), today_(today) {
    for (const Delivery& delivery : deliveries) {
      if (delivery.fact == fact.key && delivery.span) of_fact_.push_back(&delivery);
    }
  }

  void add_to(std::vector<OwedDelivery>& owed) const {
    if (of_fact_.empty() || fact_.delivered == DeliveryRhythm::irregular) return;
    Month month = (*std::min_element(of_fact_.begin(), of_fact_.end(),
                                     [](const Delivery* a, const Delivery* b) {
                                       return a->span->first() < b->span->first();
                                     }))
                      ->span->first();
    std::vector<std::string> labels = fact_.owed_by;
    if (labels.empty()) labels.emplace_back();
    for (Period span = span_of(fact_.delivered, month); span.last().last_day() < today_;
         span = span_of(fact_.delivered, span.last().plus(1))) {
      for (const std::string& label : labels) owed.push_back(entry(span, label));
    }
  }

 private:
  OwedDelivery entry(Period span, const std::string& label) const {
    OwedDelivery owed{.fact = fact_.key, .label = label, .span = span};
    if (fact_.expected_day > 0) {
      const Month next = span.last().plus(1);
      owed.due = Date::from_ymd(next.year(), next.month(), fact_.expected_day);
    }
    const Delivery* delivery = find(span, label);
    const std::optional<Date> came =
        delivery == nullptr ? today_ : Date::parse(delivery->loaded_at.substr(0, 10));
    const bool is_past = owed.due && came && *owed.due < *came;
    if (is_past) owed.days_late = came->days() - owed.due->days();
    if (delivery == nullptr) {
      owed.state = is_past ? State::overdue : State::awaited;
    } else {
      owed.file = delivery->file;
      owed.state = is_past ? State::late : State::in;
    }
    return owed;
  }

  const Delivery* find(Period span, const std::string& label) const {
    for (const Delivery* delivery : of_fact_) {
      const bool is_theirs = fact_.owed_by.empty() || delivery->label == label;
      if (is_theirs && delivery->span->contains(span)) return delivery;
    }
    return nullptr;
  }

  const Fact& fact_;
  Date today_;
  std::vector<const Delivery*> of_fact_;
};

}  // namespace

std::vector<OwedDelivery> owed_deliveries(const Catalog& catalog,
                                          const std::vector<Delivery>& deliveries, Date today) {
  std::vector<OwedDelivery> owed;
  for (const Fact& fact : catalog.facts) {
    if (fact.has_rows()) Calendar(fact, deliveries, today).add_to(owed);
  }
  return owed;
}

}  // namespace redthread::warehouse
