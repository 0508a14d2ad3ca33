// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/template/template_state.hpp"

namespace redthread::report {

/// The form of each directive, as a table: docs/report-templates.md in data.
struct DirectiveRule {
  std::string_view name;
  Directive::Kind kind;
  bool block;
  std::size_t least_words;
  std::size_t most_words;
  std::vector<std::string> options;
  std::string_view usage;
};
const std::vector<DirectiveRule>& directive_rules();
const DirectiveRule* find_rule(std::string_view name, bool block);
std::vector<std::string> directive_names(bool block);

}  // namespace redthread::report
