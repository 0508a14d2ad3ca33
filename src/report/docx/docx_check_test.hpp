// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace redthread::report {

/// The rules of Office Open XML that Word refuses or "repairs" documents for: parts and relations,
/// the order of elements, ids, tables. One line for each breach, beginning with the rule's name;
/// empty when the document is right.
std::vector<std::string> broken_rules(const std::string& bytes);

}  // namespace redthread::report
