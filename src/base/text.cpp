// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <cstdint>
#include <cstring>

#include "base/error.hpp"

namespace redthread {
namespace {

unsigned byte_at(std::string_view text, std::size_t offset) {
  return static_cast<unsigned char>(text[offset]);
}

/// The number of ASCII bytes at the start, eight at a time.
std::size_t ascii_prefix(std::string_view text) {
  std::size_t count = 0;
  for (; count + 8 <= text.size(); count += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + count, 8);
    if ((eight & 0x8080808080808080u) != 0) break;
  }
  while (count < text.size() && byte_at(text, count) < 0x80) ++count;
  return count;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

Character character_at(std::string_view text, std::size_t offset) {
  REDTHREAD_ASSERT(offset < text.size(), "a character is read inside the text");
  const Character invalid{0xFFFD, 1, false};
  const unsigned lead = byte_at(text, offset);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t bytes = 0;
  char32_t smallest = 0;
  char32_t code_point = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    bytes = 2;
    smallest = 0x80;
    code_point = lead & 0x1F;
  } else if ((lead & 0xF0) == 0xE0) {
    bytes = 3;
    smallest = 0x800;
    code_point = lead & 0x0F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    bytes = 4;
    smallest = 0x10000;
    code_point = lead & 0x07;
  } else {
    return invalid;
  }
  if (text.size() - offset < bytes) return invalid;
  for (std::size_t i = 1; i < bytes; ++i) {
    const unsigned next = byte_at(text, offset + i);
    if ((next & 0xC0) != 0x80) return invalid;
    code_point = (code_point << 6) | (next & 0x3F);
  }
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < smallest || surrogate || code_point > 0x10FFFF) return invalid;
  return {code_point, bytes, true};
}

std::string to_utf8(char32_t code_point) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  const auto tail = [&](int shift) { return byte(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) return {byte(code_point)};
  if (code_point < 0x800) return {byte(0xC0 | (code_point >> 6)), tail(0)};
  if (code_point < 0x10000) return {byte(0xE0 | (code_point >> 12)), tail(6), tail(0)};
  return {byte(0xF0 | (code_point >> 18)), tail(12), tail(6), tail(0)};
}

std::size_t first_invalid_utf8(std::string_view text) {
  std::size_t offset = 0;
  while (true) {
    offset += ascii_prefix(text.substr(offset));
    if (offset == text.size()) return std::string_view::npos;
    const Character character = character_at(text, offset);
    if (!character.valid) return offset;
    offset += character.bytes;
  }
}

bool is_valid_utf8(std::string_view text) {
  return first_invalid_utf8(text) == std::string_view::npos;
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  std::size_t offset = 0;
  while (true) {
    const std::size_t ascii = ascii_prefix(text.substr(offset));
    count += ascii;
    offset += ascii;
    if (offset == text.size()) return count;
    offset += character_at(text, offset).bytes;
    ++count;
  }
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    const Character character = character_at(text, offset);
    const char32_t code = character.code_point;
    const bool control = (code < 0x20 && code != '\t') || (code >= 0x7F && code < 0xA0);
    if (!character.valid || control) {
      result += "\uFFFD";
    } else {
      result += text.substr(offset, character.bytes);
    }
    offset += character.bytes;
  }
  return result;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  for (std::size_t at = text.find(separator); at != std::string_view::npos;
       at = text.find(separator, from)) {
    parts.push_back(text.substr(from, at - from));
    from = at + 1;
  }
  parts.push_back(text.substr(from));
  return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += separator;
    result += parts[i];
  }
  return result;
}

bool is_key(std::string_view text) {
  bool starts_word = true;
  for (const char c : text) {
    if (starts_word) {
      if (!is_lower(c)) return false;
      starts_word = false;
    } else if (c == '.') {
      starts_word = true;
    } else if (!is_lower(c) && !(c >= '0' && c <= '9') && c != '_') {
      return false;
    }
  }
  return !starts_word;
}

}  // namespace redthread
