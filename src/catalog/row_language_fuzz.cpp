// SPDX-License-Identifier: Apache-2.0
#include "catalog/row_language.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.hpp"

namespace {

using namespace redthread;

Fact fact() {
  Fact fact{.key = "f", .grain = Fact::Grain::event};
  using Type = FactColumn::Type;
  fact.columns = {{.key = "a", .type = Type::category, .categories = {"x", "y"}},
                  {.key = "b", .type = Type::integer},
                  {.key = "c", .type = Type::decimal, .scale = 2},
                  {.key = "d", .type = Type::date},
                  {.key = "e", .type = Type::boolean},
                  {.key = "t", .type = Type::text},
                  {.key = "p", .type = Type::person},
                  {.key = "w", .type = Type::integer}};
  return fact;
}

/// Names are resolved and every part has its operands: what a printer of SQL relies on.
void expect_resolved(const RowExpression& expression) {
  if (expression.kind == RowExpression::Kind::column) {
    REDTHREAD_ASSERT(expression.column >= 0, "a checked column is one of the fact's");
  }
  const bool calls = expression.kind == RowExpression::Kind::call;
  REDTHREAD_ASSERT(calls == !expression.operands.empty(), "calls alone have operands");
  REDTHREAD_ASSERT(calls == (expression.operation != RowExpression::Operation::none),
                   "calls alone have an operation");
  REDTHREAD_ASSERT(0 <= expression.scale && expression.scale <= 9, "decimals that are kept");
  for (const RowExpression& operand : expression.operands) expect_resolved(operand);
}

}  // namespace

/// No text crashes the parser or the check, and what they accept is whole.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Fact of = fact();
  catalog::RowScope scope{.fact = &of};
  scope.known.assign(of.columns.size(), true);
  scope.sizes.assign(of.columns.size(), {});
  scope.sizes.back() = {.nodes = 400, .depth = 20};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const catalog::FormulaOrigin origin{.span = {.file = "f", .line = 1, .column = 1},
                                      .excerpt = std::string(text)};
  Diagnostics diagnostics;
  auto expression = catalog::parse_row_expression(text, origin, diagnostics);
  if (expression &&
      catalog::check_row_expression(*expression, origin, scope, nullptr, diagnostics)) {
    expect_resolved(*expression);
  }
  const auto aggregate = catalog::parse_row_aggregate(text, origin, diagnostics);
  REDTHREAD_ASSERT(expression || aggregate || diagnostics.has_errors(), "a reading or a message");
  to_text(diagnostics);
  return 0;
}
