// SPDX-License-Identifier: Apache-2.0
#include "access/json_text.hpp"

#include <cmath>
#include <set>
#include <vector>

#include "base/text.hpp"

namespace redthread::access {
namespace {

constexpr std::size_t longest = 256u << 10;
constexpr std::size_t deepest = 32;
constexpr double last_second = 253402300799.0;  // of the year 9999

}  // namespace

std::optional<Json> parse_object(std::string_view text) {
  if (text.size() > longest) return std::nullopt;
  bool is_good = true;
  std::vector<std::set<std::string>> keys;
  const auto look = [&](int depth, Json::parse_event_t event, Json& value) {
    using Event = Json::parse_event_t;
    if (static_cast<std::size_t>(depth) > deepest) is_good = false;
    if (event == Event::object_start) keys.emplace_back();
    if (event == Event::object_end && !keys.empty()) keys.pop_back();
    if (event == Event::key && !keys.empty()) {
      is_good = keys.back().insert(value.get<std::string>()).second && is_good;
    }
    return is_good;  // what follows is not kept then
  };
  Json json = Json::parse(text, look, false);
  if (!is_good || !json.is_object()) return std::nullopt;
  return json;
}

std::optional<std::string> text_in(const Json& object, const char* key) {
  const auto member = object.find(key);
  if (member == object.end() || !member->is_string()) return std::nullopt;
  const auto& text = member->get_ref<const std::string&>();
  if (text.empty() || printable(text) != text) return std::nullopt;
  return text;
}

std::optional<std::int64_t> seconds_in(const Json& object, const char* key) {
  const auto member = object.find(key);
  if (member == object.end() || !member->is_number()) return std::nullopt;
  const auto seconds = member->get<double>();
  if (!(0 <= seconds && seconds <= last_second)) return std::nullopt;
  return static_cast<std::int64_t>(std::floor(seconds));
}

}  // namespace redthread::access
