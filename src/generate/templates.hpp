// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "generate/request.hpp"

namespace redthread::generate {

/// A text file of the region that does not depend on what is drawn: `catalog/facts.toml`. It lies
/// in templates/ and is part of the program.
struct Template {
  const char* path;
  const char* text;
};
/// All of them, by path.
const std::vector<Template>& templates();

/// The text with its words between at-signs replaced: `@first_year@`, `@last_year@`, `@until@`,
/// `@chats_from@`, `@seed@`, `@inhabitants@`, `@years@`. Another word is our own mistake
/// (asserted).
std::string filled_in(const std::string& text, const Request& request);

}  // namespace redthread::generate
