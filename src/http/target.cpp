// SPDX-License-Identifier: Apache-2.0
#include "http/target.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace redthread::http {
namespace {

constexpr std::size_t max_pairs = 1000;
constexpr std::size_t max_cookies = 100;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// With each `%XX` as its byte; nothing when one is cut or no number.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

/// One segment of a path, decoded; nothing and `why` when it is refused.
std::optional<std::string> segment_of(std::string_view written, std::string& why) {
  auto segment = percent_decoded(written, false);
  if (!segment) {
    why = "the path has a % without two hexadecimal digits";
  } else if (!is_valid_utf8(*segment)) {
    why = "the path is not UTF-8";
  } else if (std::any_of(segment->begin(), segment->end(), is_control)) {
    why = "the path has a control character";
  } else if (segment->find_first_of("/\\") != std::string::npos) {
    why = "the path has a \\ or an encoded /";
  } else if (*segment == "." || *segment == "..") {
    why = "the path has a segment . or ..";
  } else {
    return segment;
  }
  return std::nullopt;
}

std::optional<std::string> path_of(std::string_view written, std::string& why) {
  std::string path;
  for (const std::string_view part : split(written.substr(1), '/')) {
    const auto segment = segment_of(part, why);
    if (!segment) return std::nullopt;
    if (!segment->empty()) path += '/' + *segment;
  }
  if (path.empty() || written.ends_with('/')) path += '/';
  return path;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target, std::string& why) {
  Target parsed;
  if (!is_printable_ascii(target) || target.find('#') != std::string_view::npos) {
    why = "the target has a character that must be encoded";
    return std::nullopt;
  }
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() < scheme.size() ||
        !same_ignoring_case(target.substr(0, scheme.size()), scheme)) {
      continue;
    }
    target.remove_prefix(scheme.size());
    const std::size_t end = std::min(target.find_first_of("/?"), target.size());
    parsed.host = target.substr(0, end);
    if (!is_host(parsed.host)) {
      why = "the target's host is none";
      return std::nullopt;
    }
    target.remove_prefix(end);
    if (target.empty()) target = "/";
    break;
  }
  const std::size_t question_mark = std::min(target.find('?'), target.size());
  std::string_view written = target.substr(0, question_mark);
  if (written.empty() && !parsed.host.empty()) written = "/";
  if (!written.starts_with('/')) {
    why = "the path does not begin with /";
    return std::nullopt;
  }
  auto path = path_of(written, why);
  if (!path) return std::nullopt;
  parsed.path = std::move(*path);
  if (question_mark < target.size()) {
    auto query = parse_form(target.substr(question_mark + 1), why);
    if (!query) return std::nullopt;
    parsed.query = std::move(*query);
  }
  return parsed;
}

std::optional<std::vector<Parameter>> parse_form(std::string_view text, std::string& why) {
  std::vector<Parameter> pairs;
  if (text.empty()) return pairs;
  const auto is_refused = [](char c) {
    return is_control(c) && c != '\n' && c != '\r' && c != '\t';
  };
  for (const std::string_view part : split(text, '&')) {
    if (part.empty()) continue;
    if (pairs.size() == max_pairs) {
      why = "the query has more than 1 000 parameters";
      return std::nullopt;
    }
    const std::size_t equals = std::min(part.find('='), part.size());
    auto name = percent_decoded(part.substr(0, equals), true);
    auto value = percent_decoded(part.substr(std::min(equals + 1, part.size())), true);
    if (!name || !value) {
      why = "the query has a % without two hexadecimal digits";
      return std::nullopt;
    }
    if (!is_valid_utf8(*name) || !is_valid_utf8(*value)) {
      why = "the query is not UTF-8";
      return std::nullopt;
    }
    if (std::any_of(name->begin(), name->end(), is_control) ||
        std::any_of(value->begin(), value->end(), is_refused)) {
      why = "the query has a control character";
      return std::nullopt;
    }
    pairs.push_back({std::move(*name), std::move(*value)});
  }
  return pairs;
}

std::vector<Parameter> parse_cookies(std::string_view header) {
  std::vector<Parameter> cookies;
  const auto is_name_character = [](char c) {
    return c > 0x20 && c < 0x7f &&
           std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
  };
  const auto is_value_character = [](char c) {
    return c > 0x20 && c < 0x7f && std::string_view("\",;\\").find(c) == std::string_view::npos;
  };
  for (const std::string_view part : split(header, ';')) {
    const std::string_view pair = trim(part);
    const std::size_t equals = pair.find('=');
    if (equals == 0 || equals == std::string_view::npos) continue;
    const std::string_view name = pair.substr(0, equals);
    std::string_view value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) {
      value = value.substr(1, value.size() - 2);
    }
    if (std::all_of(name.begin(), name.end(), is_name_character) &&
        std::all_of(value.begin(), value.end(), is_value_character)) {
      cookies.push_back({std::string(name), std::string(value)});
      if (cookies.size() == max_cookies) break;
    }
  }
  return cookies;
}

bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 255) return false;
  std::size_t end = 0;
  if (text.front() == '[') {
    end = text.find(']');
    if (end == std::string_view::npos || end < 3) return false;
    const std::string_view address = text.substr(1, end - 1);
    if (address.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos)
      return false;
    ++end;
  } else {
    end = std::min(text.find(':'), text.size());
    const std::string_view name = text.substr(0, end);
    if (name.empty() || !std::all_of(name.begin(), name.end(), [](char c) {
          return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_';
        })) {
      return false;
    }
  }
  if (end == text.size()) return true;
  const std::string_view port = text.substr(end + 1);
  return text[end] == ':' && port.size() <= 5 &&
         port.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', digits[byte / 16], digits[byte % 16]};
    }
  }
  return encoded;
}

}  // namespace redthread::http
