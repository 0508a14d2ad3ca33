// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "model/counted_rows.hpp"
#include "model/figure.hpp"

namespace redthread::app {

/// Down to the rows: what a figure was counted from, and who looked.

/// What of a figure's thread was counted from rows: one question for each measure and cell, in the
/// thread's order. Empty when all of it was reported.
std::vector<RowsQuestion> questions_of(const Catalog& catalog, const FigurePtr& figure);

/// A look at rows, for the log.
struct Look {
  std::string at;  ///< UTC
  std::string by;
  std::string figure;  ///< Figure::id
  std::string measure;
  std::int64_t rows = 0;  ///< that were shown
};

/// The rows behind a counted figure. The look is in the log before the rows are given; throws Error
/// `io.write` when it cannot be. `limit`: at most so many rows of each question; `who` looks.
std::vector<RowList> look_at_rows(Session& session, const FigurePtr& figure,
                                  const std::vector<RowsQuestion>& questions, std::int64_t limit,
                                  const std::string& who);

/// All looks, oldest first.
std::vector<Look> looks(const Session& session);

}  // namespace redthread::app
