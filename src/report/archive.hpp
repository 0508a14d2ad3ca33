// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/document.hpp"

namespace redthread::report {

/// A document as a text that is kept: everything that a writer reads, each figure once with its
/// whole thread. What is read back is rendered to the same bytes in every format, without the
/// region that it was made from.
///
/// out: one JSON object; equal documents are equal texts, whatever ids a warehouse gave their
/// deliveries, and whenever those were loaded.
std::string to_archive(const Document& document);
/// Reads what `to_archive` writes; nullopt for any other text.
std::optional<Document> from_archive(std::string_view text);

}  // namespace redthread::report
