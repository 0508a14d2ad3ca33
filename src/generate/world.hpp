// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/period.hpp"
#include "generate/calendar.hpp"
#include "generate/population.hpp"
#include "generate/published.hpp"
#include "generate/random.hpp"
#include "generate/request.hpp"
#include "generate/row_file.hpp"
#include "generate/sink.hpp"
#include "generate/tally.hpp"
#include "generate/units.hpp"

namespace redthread::generate {

/// What all parts of the generator share: the request, and what follows from it.
class World {
 public:
  World(const Request& wanted, Sink& sink);

  const Request request;
  const Calendar calendar;
  const Population population;
  const Units units;
  Tally tally;

  /// Every month, first to last.
  std::vector<Month> months() const;
  Random random(std::string_view name, std::int64_t index = 0) const {
    return Random::stream(request.seed, name, index);
  }
  /// A published number of a region of 280 000, for this region.
  std::int64_t scaled_to_region(std::int64_t value) const;

  enum class Plan { outcome, budget };
  /// What a total is in each month of a year: the published figures where there are any, else
  /// a trend from them. The year's months follow the rhythm; an outcome has noise, a budget has
  /// none. `unit_scale` = what one published unit is in the rows (1 hour = 100 hundredths).
  std::array<std::int64_t, 12> months_of(const Published& total, int year, Rhythm rhythm,
                                         std::int64_t unit_scale = 1,
                                         Plan plan = Plan::outcome) const;
  /// One month of the outcome.
  std::int64_t in_month(std::string_view key, Month month, Rhythm rhythm,
                        std::int64_t unit_scale = 1) const;

  /// `data/FACT/2024-01.csv`, or with a label `data/FACT/2024-01_AKUT.csv`.
  static std::string delivery(std::string_view fact, Month month, std::string_view label = {});
  RowFile::Place place(Month month, bool damage = true);
  /// A file of the catalog, as text.
  void write_text(const std::string& path, std::string_view text);

 private:
  Sink& sink_;
};

}  // namespace redthread::generate
