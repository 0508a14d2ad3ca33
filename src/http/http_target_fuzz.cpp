// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "http/target.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

/// Any bytes as a target, a form, a cookie and a host: what is taken keeps the promises of
/// target.hpp.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redthread;
  using namespace redthread::http;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string why;
  if (const auto target = parse_target(text, why)) {
    const std::string& path = target->path;
    require(path.starts_with('/') && is_valid_utf8(path) && !has_control(path));
    require(path.find('\\') == std::string::npos && path.find("//") == std::string::npos);
    for (const std::string_view segment : split(path, '/'))
      require(segment != "." && segment != "..");
    for (const Parameter& each : target->query) {
      require(is_valid_utf8(each.name) && is_valid_utf8(each.value) && !has_control(each.name));
    }
    require(target->host.empty() || is_host(target->host));
  } else {
    require(!why.empty());
  }
  why.clear();
  if (const auto form = parse_form(text, why)) {
    std::string again;
    for (const Parameter& each : *form) {
      again += percent_encode(each.name) + '=' + percent_encode(each.value) + '&';
    }
    const auto same = parse_form(again, why);
    require(same && same->size() == form->size());
    for (std::size_t i = 0; i < form->size(); ++i) {
      require((*same)[i].name == (*form)[i].name && (*same)[i].value == (*form)[i].value);
    }
  }
  for (const Parameter& each : parse_cookies(text)) {
    require(!each.name.empty() && !has_control(each.name) && !has_control(each.value));
    require(each.value.find(';') == std::string::npos);
  }
  if (is_host(text))
    require(!has_control(text) && text.find_first_of(" /@\\") == std::string_view::npos);
  return 0;
}
