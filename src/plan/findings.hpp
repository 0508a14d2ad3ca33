// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plan/object.hpp"

namespace redthread::plan {

/// What is wrong with an object, before it is known where a person wrote it: the importer knows the
/// line, a command the option.
struct Finding {
  std::string code;  ///< see messages.hpp
  ObjectKey object;
  std::string field;  ///< empty = the object as a whole
  std::string message;
  std::string hint;
};
using Findings = std::vector<Finding>;

}  // namespace redthread::plan
