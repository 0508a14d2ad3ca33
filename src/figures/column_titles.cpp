// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "figures/statement.hpp"

namespace redthread::figures {
namespace {

void replace_all(std::string& text, const std::string& place, const std::string& with) {
  for (std::size_t at = text.find(place); at != std::string::npos;
       at = text.find(place, at + with.size())) {
    text.replace(at, place.size(), with);
  }
}

std::string filled(std::string text, Period asked, Language language) {
  const std::array<std::pair<std::string, Period>, 5> places = {{
      {"ytd", asked.year_to_date()},
      {"year", asked.whole_year()},
      {"month", Period::month(asked.last())},
      {"period", asked},
      {"r12", asked.rolling_twelve()},
  }};
  for (const auto& [name, period] : places) {
    replace_all(text, "{" + name + "}", period_short_name(period, language));
    replace_all(text, "{" + name + "_previous}",
                period_short_name(period.previous_year(), language));
  }
  return text;
}

}  // namespace

LocalText filled_title(const LocalText& title, Period asked) {
  return {filled(title.sv, asked, Language::swedish), filled(title.en, asked, Language::english)};
}

}  // namespace redthread::figures
