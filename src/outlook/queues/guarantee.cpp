// SPDX-License-Identifier: Apache-2.0
#include "outlook/queues/guarantee.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "outlook/numbers/normal.hpp"

namespace redthread::outlook {
namespace {

/// (e^(rate t) - 1)/rate, which is t without a rate.
double grown(double rate, double time) { return rate > 0 ? std::expm1(rate * time) / rate : time; }

/// How much service must be given by the date, in discounted slots (a slot on day t counts e^(theta
/// t)).
struct Need {
  double mean = 0;
  double variance = 0;
  double discounted_days = 0;  ///< what one slot a day gives by the date
};

std::vector<Reservation> check(const GuaranteeQuestion& question) {
  std::vector<Reservation> found;
  const auto refuse = [&](Reason reason, double seen, double limit) {
    found.push_back({reason, seen, limit, true});
  };
  for (const double number : {question.waiting_now, question.referrals_per_day, question.limit_days,
                              question.horizon_days, question.removals_per_patient_day,
                              question.dispersion, question.already_beyond.value_or(0)}) {
    if (!std::isfinite(number)) refuse(Reason::not_a_number, number, 0);
    if (number < 0) refuse(Reason::negative_count, number, 0);
  }
  if (!(question.share_within > 0 && question.share_within <= 1))
    refuse(Reason::share_out_of_range, question.share_within, 1);
  if (!(question.urgent_share >= 0 && question.urgent_share <= 1))
    refuse(Reason::share_out_of_range, question.urgent_share, 1);
  if (found.empty() && question.horizon_days <= 0)
    refuse(Reason::date_before_limit, question.horizon_days, 0);
  const double limit = found.empty() ? question.limit_days / question.share_within : 0;
  if (found.empty() && question.horizon_days < limit && !question.already_beyond)
    refuse(Reason::date_before_limit, question.horizon_days, limit);
  return found;
}

/// The variance of the discounted service of those who came in order, when each is found alive with
/// probability e^(-theta (s - a)): lambda integral of e^(theta (s + a)) da, and for those on the
/// list today the binomial part only.
double variance_of_need(double waiting, double routine, double dispersion, double theta,
                        double days, double capacity) {
  if (theta <= 0) return routine * dispersion * days;
  constexpr int steps = 200;
  double from_list = 0;
  double from_referrals = 0;
  for (int i = 0; i < steps; ++i) {
    const double part = (i + 0.5) / steps;
    from_list += theta * waiting * part / capacity;  // e^(theta s) - 1
    const double grown_arrival = std::exp(theta * part * days);
    const double grown_service = 1 + (theta * waiting + routine * (grown_arrival - 1)) / capacity;
    from_referrals += grown_arrival * std::max(grown_service, grown_arrival) +
                      (dispersion - 1) * grown_arrival * grown_arrival;
  }
  return (waiting * from_list + routine * days * from_referrals) / steps;
}

Need need_of(const GuaranteeQuestion& question) {
  const double theta = question.removals_per_patient_day;
  const double urgent = question.referrals_per_day * question.urgent_share;
  const double routine = question.referrals_per_day - urgent;
  const double limit = question.limit_days / question.share_within;
  const double days = std::max(0.0, question.horizon_days - limit);
  const double waiting =
      question.horizon_days < limit ? question.already_beyond.value_or(0) : question.waiting_now;
  Need need;
  need.discounted_days = grown(theta, question.horizon_days);
  need.mean = waiting + routine * grown(theta, days) + urgent * need.discounted_days;
  const double fluid = need.mean / need.discounted_days;
  if (fluid <= 0) return need;
  need.variance = variance_of_need(waiting, routine, question.dispersion, theta, days,
                                   std::max(fluid - urgent, 1e-9)) +
                  urgent * question.dispersion * grown(2 * theta, question.horizon_days);
  return need;
}

}  // namespace

Answer<double> capacity_fluid(const GuaranteeQuestion& question) {
  if (auto wrong = check(question); !wrong.empty()) return Answer<double>::none(std::move(wrong));
  const Need need = need_of(question);
  return {need.mean / need.discounted_days};
}

Answer<double> capacity_with_probability(const GuaranteeQuestion& question, double probability) {
  if (!(probability > 0 && probability < 1))
    return Answer<double>::none(Reason::share_out_of_range, probability, 1);
  if (auto wrong = check(question); !wrong.empty()) return Answer<double>::none(std::move(wrong));
  const Need need = need_of(question);
  const double slots = need.mean + normal_quantile(probability) * std::sqrt(need.variance);
  return {std::max(0.0, slots / need.discounted_days)};
}

Answer<double> probability_within(const GuaranteeQuestion& question, double capacity_per_day) {
  if (!std::isfinite(capacity_per_day)) return Answer<double>::none(Reason::not_a_number);
  if (capacity_per_day < 0) return Answer<double>::none(Reason::negative_count, capacity_per_day);
  if (auto wrong = check(question); !wrong.empty()) return Answer<double>::none(std::move(wrong));
  const Need need = need_of(question);
  const double over = capacity_per_day * need.discounted_days - need.mean;
  if (need.variance <= 0) return {over >= 0 ? 1.0 : 0.0};
  return {normal_probability(over / std::sqrt(need.variance))};
}

double capacity_to_stay(const GuaranteeQuestion& question) {
  const double urgent = question.referrals_per_day * question.urgent_share;
  const double limit = question.limit_days / question.share_within;
  return urgent + (question.referrals_per_day - urgent) *
                      std::exp(-question.removals_per_patient_day * limit);
}

double sustainable_list(const GuaranteeQuestion& question) {
  const double routine = question.referrals_per_day * (1 - question.urgent_share);
  const double theta = question.removals_per_patient_day;
  const double limit = question.limit_days / question.share_within;
  return theta > 0 ? routine * -std::expm1(-theta * limit) / theta : routine * limit;
}

double list_after(double waiting_now, double referrals_per_day, double capacity_per_day,
                  double removals_per_patient_day, double days) {
  const double theta = removals_per_patient_day;
  const double net = referrals_per_day - capacity_per_day;
  const double list =
      theta > 0 ? net * -std::expm1(-theta * days) / theta + waiting_now * std::exp(-theta * days)
                : waiting_now + net * days;
  return std::max(0.0, list);
}

std::optional<double> list_in_the_long_run(double referrals_per_day, double capacity_per_day,
                                           double removals_per_patient_day) {
  if (referrals_per_day <= capacity_per_day) return 0;
  if (removals_per_patient_day <= 0) return std::nullopt;
  return (referrals_per_day - capacity_per_day) / removals_per_patient_day;
}

std::optional<double> steady_wait_days(double referrals_per_day, double capacity_per_day,
                                       double removals_per_patient_day) {
  if (capacity_per_day >= referrals_per_day) return 0;
  if (removals_per_patient_day <= 0 || capacity_per_day <= 0) return std::nullopt;
  return std::log(referrals_per_day / capacity_per_day) / removals_per_patient_day;
}

}  // namespace redthread::outlook
