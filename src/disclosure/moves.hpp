// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "disclosure/hide.hpp"

namespace redthread::disclosure {

/// A change of cells that leaves every sum as it is: (cell, how much), in whole numbers.
using Move = std::vector<std::pair<std::size_t, std::int64_t>>;

/// Whether a table can be changed so: no count becomes negative, every sum still holds. Exact.
bool is_possible(const CountTables& tables, const Move& move);

/// Linear programs over the changes of cells. clp's header is included in moves.cpp alone.
class MoveProgram {
 public:
  /// `cost`: of changing each cell by one; negative = it must not change.
  MoveProgram(const CountTables& tables, const std::vector<double>& cost);
  ~MoveProgram();
  MoveProgram(const MoveProgram&) = delete;
  MoveProgram& operator=(const MoveProgram&) = delete;

  void set_cost(std::size_t cell, double cost);
  /// The cheapest move that changes a cell by `step`, when it is in whole numbers and possible.
  std::optional<Move> cheapest(std::size_t cell, std::int64_t step);
  /// A cell's furthest change up (or down), in whole numbers when the program's corner is so; the
  /// bound itself, infinity when there is none.
  struct Furthest {
    double bound = 0;
    std::optional<Move> move;
  };
  Furthest furthest(std::size_t cell, bool up);

 private:
  struct Model;
  std::optional<Move> solution() const;
  void fix(std::size_t cell, double change);
  void release(std::size_t cell);

  const CountTables& tables_;
  std::unique_ptr<Model> model_;
};

}  // namespace redthread::disclosure
