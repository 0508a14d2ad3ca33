// SPDX-License-Identifier: Apache-2.0
#include "server/paging.hpp"

#include <algorithm>
#include <charconv>

#include "server/messages.hpp"

namespace redthread::server {
namespace {

std::optional<std::size_t> place_of(const std::string& text) {
  std::size_t place = 0;
  const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), place);
  if (error != std::errc() || last != text.data() + text.size()) return std::nullopt;
  return place;
}

}  // namespace

std::optional<Page> page_of(Call& call) {
  const auto limit = call.integer("limit", 200, 1, longest_page);
  const std::string after = call.text("after");
  if (!after.empty() && !place_of(after)) {
    call.diagnostics.error(codes::bad_parameter, {.file = "after"},
                           "`after` is not where a page ended", "take `next` of the page before");
  }
  if (!limit || call.diagnostics.has_errors()) return std::nullopt;
  return Page{static_cast<std::size_t>(*limit), after};
}

PageBounds bounds_of(const Page& page, std::size_t size) {
  PageBounds bounds;
  bounds.first = std::min(page.after.empty() ? 0 : place_of(page.after).value_or(0), size);
  bounds.last = std::min(bounds.first + page.limit, size);
  if (bounds.last < size) bounds.next = std::to_string(bounds.last);
  return bounds;
}

}  // namespace redthread::server
