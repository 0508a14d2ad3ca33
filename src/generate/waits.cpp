// SPDX-License-Identifier: Apache-2.0
#include "generate/waits.hpp"

#include <array>

#include "base/error.hpp"
#include "generate/published.hpp"
#include "generate/split.hpp"

namespace redthread::generate {
namespace {

/// A published share within the limit, in per mille: the first four months of 2023, and each of
/// them in 2024. source: delårsrapport 1 2024, indicators of access; April 2024 from its text
/// where it is there, and the mean of the four months is the published value.
struct Share {
  std::string_view group;
  std::int64_t previous;
  std::array<std::int64_t, 4> months;
};
constexpr Share shares[] = {
    {"visit", 809, {768, 777, 788, 815}},         {"treatment", 665, {727, 729, 732, 736}},
    {"bup.visit", 513, {193, 199, 205, 211}},     {"bup.assessment", 202, {131, 134, 136, 139}},
    {"bup.treatment", 483, {306, 312, 317, 321}},
};

}  // namespace

const std::vector<WaitList>& wait_lists() {
  // Numbers waiting are not published by the region; these are of a plausible size.
  static const std::vector<WaitList> lists = {
      {"first_visit", "surgery", "visit", 1350},
      {"first_visit", "urology", "visit", 520},
      {"first_visit", "orthopaedics", "visit", 1480},
      {"first_visit", "gynaecology", "visit", 760, 16, 120, true},
      {"first_visit", "ophthalmology", "visit", 1620},
      {"first_visit", "ent", "visit", 1180},
      {"first_visit", "dermatology", "visit", 910},
      {"first_visit", "medicine", "visit", 640},
      {"first_visit", "cardiology", "visit", 480},
      {"first_visit", "neurology", "visit", 430},
      {"first_visit", "paediatrics", "visit", 390, 0, 17},
      {"first_visit", "psychiatry", "visit", 560},
      {"treatment", "surgery", "treatment", 620},
      {"treatment", "urology", "treatment", 310},
      {"treatment", "orthopaedics", "treatment", 940},
      {"treatment", "gynaecology", "treatment", 350, 16, 120, true},
      {"treatment", "ophthalmology", "treatment", 760},
      {"treatment", "ent", "treatment", 420},
      {"treatment", "dermatology", "treatment", 120},
      {"first_visit", "child_psychiatry", "bup.visit", 420, 0, 17},
      {"assessment", "child_psychiatry", "bup.assessment", 610, 0, 17},
      {"treatment", "child_psychiatry", "bup.treatment", 330, 0, 17},
  };
  return lists;
}

std::int64_t share_within(std::string_view group, Month month) {
  for (const Share& share : shares) {
    if (share.group != group) continue;
    const int number = month.month();
    if (month.year() >= published_year && number <= 4) {
      return share.months[static_cast<std::size_t>(number - 1)];
    }
    // After a published spring: lower after the summer, back towards the year's end.
    constexpr std::array<std::int64_t, 12> season = {-15, -5,  5,   15,  8,  2,
                                                     -20, -55, -45, -25, -5, -12};
    const std::int64_t level =
        month.year() >= published_year ? share.months[3] - 15 : share.previous;
    return level + season[static_cast<std::size_t>(number - 1)] * level / 1000;
  }
  REDTHREAD_ASSERT(false, "a waiting list's group has a share");
  return 0;
}

WaitTarget wait_target(const WaitList& list, Month month, int inhabitants) {
  // One more in a hundred a year, and a few more after every summer.
  constexpr std::array<std::int64_t, 12> season = {1000, 990,  985,  980,  985,  1000,
                                                   1030, 1060, 1045, 1020, 1005, 1010};
  const std::int64_t trend = 1000 + 10 * (month.year() - published_year);
  const std::int64_t per_mille =
      scaled(season[static_cast<std::size_t>(month.month() - 1)], trend, 1000);
  const std::int64_t size =
      scaled(list.waiting * per_mille, inhabitants, std::int64_t{published_inhabitants} * 1000);
  const auto part = [](std::int64_t all, std::int64_t share) {
    const std::int64_t within = scaled(all, share, 1000);
    return WaitTarget::Part{within, all - within};
  };
  const std::int64_t share = share_within(list.group, month);
  return {part(size, share), part(scaled(size, 62, 1000), share / 2),
          part(scaled(size, 31, 1000), share * 6 / 10)};
}

std::string_view deviation_name(Deviation deviation) {
  constexpr std::array<std::string_view, 3> names = {"none", "pvv", "mov"};
  return names[static_cast<std::size_t>(deviation)];
}

std::string guarantee_limits_csv() {
  std::string text = "stage,specialty,value,valid_from,valid_to\n";
  for (const WaitList& list : wait_lists()) {
    text += std::string(list.stage) + ',' + std::string(list.specialty) + ",90,1970-01-01,\n";
    if (list.stage == "first_visit") {
      text += "return_visit," + std::string(list.specialty) + ",90,1970-01-01,\n";
    }
  }
  // Until 2018 the guarantee was a doctor's visit within seven days.
  return text +
         "primary_assessment,primary_care,7,1970-01-01,2018-12-31\n"
         "primary_assessment,primary_care,3,2019-01-01,\n";
}

std::string own_limits_csv(int last_year) {
  std::string text = "stage,specialty,value,valid_from,valid_to\n";
  const std::string change = std::to_string(last_year - 1);
  const std::string before = std::to_string(last_year - 2);
  for (const WaitList& list : wait_lists()) {
    const std::string keys = std::string(list.stage) + ',' + std::string(list.specialty) + ',';
    const bool child = list.specialty == "child_psychiatry";
    const bool short_list = list.specialty == "cardiology" || list.specialty == "paediatrics" ||
                            list.specialty == "psychiatry";
    if (child) {
      text.append(keys).append("30,1970-01-01,\n");
    } else if (short_list) {  // 90 days until the region chose 60
      text.append(keys).append("90,1970-01-01,").append(before).append("-12-31\n");
      text.append(keys).append("60,").append(change).append("-01-01,\n");
    } else {
      text.append(keys).append("90,1970-01-01,\n");
    }
  }
  return text;
}

}  // namespace redthread::generate
