// SPDX-License-Identifier: Apache-2.0
#include "catalog/formula.hpp"

namespace redthread::catalog {

std::string print_formula(const Expression& expression) { return to_text(expression); }

}  // namespace redthread::catalog
