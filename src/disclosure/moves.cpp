// SPDX-License-Identifier: Apache-2.0
#include "disclosure/moves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <coin/Clp_C_Interface.h>

namespace redthread::disclosure {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
/// Counts of persons are far smaller; keeps every program bounded.
constexpr double furthest_change = 1e9;

bool says_something(const CountTables& tables, const CountSum& sum) {
  return tables.cells[sum.total].count &&
         std::all_of(sum.parts.begin(), sum.parts.end(),
                     [&](std::size_t part) { return tables.cells[part].count.has_value(); });
}

}  // namespace

bool is_possible(const CountTables& tables, const Move& move) {
  std::map<std::size_t, std::int64_t> change;
  for (const auto& [cell, step] : move) {
    change[cell] += step;
    const auto& count = tables.cells[cell].count;
    if (!count || *count + change[cell] < 0) return false;
  }
  const auto of = [&](std::size_t cell) {
    const auto found = change.find(cell);
    return found == change.end() ? 0 : found->second;
  };
  for (const CountSum& sum : tables.sums) {
    if (!says_something(tables, sum)) continue;
    std::int64_t parts = 0;
    for (const std::size_t part : sum.parts) parts += of(part);
    if (parts != of(sum.total)) return false;
  }
  return true;
}

/// Two columns a cell: how much more, how much less.
struct MoveProgram::Model {
  Clp_Simplex* clp = Clp_newModel();
  std::vector<bool> may_change;
  Model() = default;
  ~Model() { Clp_deleteModel(clp); }
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  static std::size_t more(std::size_t cell) { return 2 * cell; }
  static std::size_t less(std::size_t cell) { return 2 * cell + 1; }
  double* upper() const { return Clp_columnUpper(clp); }
  double* lower() const { return Clp_columnLower(clp); }
  double* objective() const { return Clp_objective(clp); }
  /// Whether it has an optimum.
  bool solve() const { return Clp_primal(clp, 0) == 0 && Clp_status(clp) == 0; }
};

MoveProgram::MoveProgram(const CountTables& tables, const std::vector<double>& cost)
    : tables_(tables), model_(std::make_unique<Model>()) {
  std::vector<std::map<int, double>> rows_of(tables.cells.size());
  int rows = 0;
  for (const CountSum& sum : tables.sums) {
    if (!says_something(tables, sum)) continue;
    rows_of[sum.total][rows] -= 1;
    for (const std::size_t part : sum.parts) rows_of[part][rows] += 1;
    ++rows;
  }
  std::vector<CoinBigIndex> starts{0};
  std::vector<int> indexes;
  std::vector<double> values;
  for (const auto& in_rows : rows_of) {
    for (const double sign : {1.0, -1.0}) {
      for (const auto& [row, value] : in_rows) {
        indexes.push_back(row);
        values.push_back(sign * value);
      }
      starts.push_back(static_cast<CoinBigIndex>(indexes.size()));
    }
  }
  const auto columns = 2 * tables.cells.size();
  const std::vector<double> zeros(std::max<std::size_t>(columns, static_cast<std::size_t>(rows)));
  Clp_setLogLevel(model_->clp, 0);
  Clp_loadProblem(model_->clp, static_cast<int>(columns), rows, starts.data(), indexes.data(),
                  values.data(), zeros.data(), zeros.data(), zeros.data(), zeros.data(),
                  zeros.data());
  model_->may_change.resize(tables.cells.size());
  for (std::size_t i = 0; i < tables.cells.size(); ++i) {
    model_->may_change[i] = cost[i] >= 0 && tables.cells[i].count.has_value();
    release(i);
    set_cost(i, std::max(cost[i], 0.0));
  }
}

MoveProgram::~MoveProgram() = default;

void MoveProgram::set_cost(std::size_t cell, double cost) {
  model_->objective()[Model::more(cell)] = cost;
  model_->objective()[Model::less(cell)] = cost;
}

void MoveProgram::release(std::size_t cell) {
  const bool may = model_->may_change[cell];
  const double count = may ? static_cast<double>(*tables_.cells[cell].count) : 0;
  for (const std::size_t column : {Model::more(cell), Model::less(cell)}) {
    model_->lower()[column] = 0;
  }
  model_->upper()[Model::more(cell)] = may ? furthest_change : 0;
  model_->upper()[Model::less(cell)] = count;
}

void MoveProgram::fix(std::size_t cell, double change) {
  const double more = std::max(change, 0.0);
  const double less = std::max(-change, 0.0);
  model_->lower()[Model::more(cell)] = model_->upper()[Model::more(cell)] = more;
  model_->lower()[Model::less(cell)] = model_->upper()[Model::less(cell)] = less;
}

/// The corner that was found, when it is in whole numbers and possible.
std::optional<Move> MoveProgram::solution() const {
  const double* const values = Clp_getColSolution(model_->clp);
  Move move;
  for (std::size_t i = 0; i < tables_.cells.size(); ++i) {
    const double change = values[Model::more(i)] - values[Model::less(i)];
    const double whole = std::round(change);
    if (std::abs(change - whole) > 1e-6) return std::nullopt;
    if (whole != 0) move.emplace_back(i, static_cast<std::int64_t>(whole));
  }
  if (!is_possible(tables_, move)) return std::nullopt;
  return move;
}

std::optional<Move> MoveProgram::cheapest(std::size_t cell, std::int64_t step) {
  fix(cell, static_cast<double>(step));
  std::optional<Move> move;
  if (model_->solve()) move = solution();
  release(cell);
  return move;
}

MoveProgram::Furthest MoveProgram::furthest(std::size_t cell, bool up) {
  const double sign = up ? 1 : -1;
  model_->objective()[Model::more(cell)] = -sign;
  model_->objective()[Model::less(cell)] = sign;
  Furthest result{up ? infinity : -infinity, {}};
  if (model_->solve()) {
    const double* const values = Clp_getColSolution(model_->clp);
    const double change = values[Model::more(cell)] - values[Model::less(cell)];
    if (std::abs(change) < furthest_change / 2) result.bound = change;
    result.move = solution();
  }
  set_cost(cell, 0);
  return result;
}

}  // namespace redthread::disclosure
