// SPDX-License-Identifier: Apache-2.0
#include "report/html/html_text.hpp"

#include <cstddef>

#include "base/files.hpp"

namespace redthread::report {

void append_html(std::string& html, std::string_view text) {
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string_view entity;
    switch (text[i]) {
      case '&':
        entity = "&amp;";
        break;
      case '<':
        entity = "&lt;";
        break;
      case '>':
        entity = "&gt;";
        break;
      case '"':
        entity = "&quot;";
        break;
      case '\t':
      case '\n':
        continue;
      default:
        if (static_cast<unsigned char>(text[i]) >= 0x20 && text[i] != 0x7F) continue;
        entity = "\uFFFD";
    }
    html += text.substr(plain, i - plain);
    html += entity;
    plain = i + 1;
  }
  html += text.substr(plain);
}

void append_script_json(std::string& json, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  json += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != '<' && byte != '>' && byte != '&' &&
        byte != 0x7F) {
      continue;
    }
    json += text.substr(plain, i - plain);
    plain = i + 1;
    if (byte == '"' || byte == '\\') {
      json += '\\';
      json += text[i];
    } else {
      json += "\\u00";
      json += digits[byte >> 4];
      json += digits[byte & 15];
    }
  }
  json += text.substr(plain);
  json += '"';
}

std::string content_hash(std::string_view content) {
  static constexpr char letters[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string hex = sha256_hex(content);
  const auto nibble = [&](std::size_t i) -> unsigned {
    if (i >= hex.size()) return 0;
    const char c = hex[i];
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  // Three hexadecimal digits are two letters of base64; 64 digits are 42 letters, one more, `=`.
  std::string hash = "sha256-";
  for (std::size_t i = 0; i < hex.size(); i += 3) {
    const unsigned bits = nibble(i) << 8 | nibble(i + 1) << 4 | nibble(i + 2);
    hash += letters[bits >> 6];
    if (i + 1 < hex.size()) hash += letters[bits & 63];
  }
  return hash + "=";
}

}  // namespace redthread::report
