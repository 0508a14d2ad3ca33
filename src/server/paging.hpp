// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "server/route.hpp"

namespace redthread::server {

/// Which part of a list is asked for.
struct Page {
  std::size_t limit = 200;
  std::string after;  ///< the place that the page before ended at; empty = from the beginning
};
inline constexpr int longest_page = 1000;

/// `limit` and `after` of the query; nullopt with a diagnostic when they are wrong.
std::optional<Page> page_of(Call& call);

/// Where the page begins and ends in a list of `size`; an `after` beyond it is an empty page.
struct PageBounds {
  std::size_t first = 0;
  std::size_t last = 0;  ///< one past it
  std::string next;      ///< `after` of the next page; empty = there is none
};
PageBounds bounds_of(const Page& page, std::size_t size);

/// `{"items":[...],"next":"200"}`, each item by `item_json`.
template <typename Items, typename ItemJson>
std::string paged(const Page& page, const Items& items, ItemJson&& item_json) {
  const PageBounds bounds = bounds_of(page, items.size());
  std::string body = "{\"items\":[";
  for (std::size_t i = bounds.first; i < bounds.last; ++i) {
    if (i > bounds.first) body += ',';
    body += item_json(items[i]);
  }
  body += "],\"next\":";
  body += bounds.next.empty() ? "null" : '"' + bounds.next + '"';
  body += '}';
  return body;
}

}  // namespace redthread::server
