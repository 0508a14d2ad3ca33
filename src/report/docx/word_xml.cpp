// SPDX-License-Identifier: Apache-2.0
#include "report/docx/word_xml.hpp"

#include <cstddef>

#include "base/text.hpp"

namespace redthread::report {
namespace {

constexpr std::string_view replacement = "\uFFFD";
constexpr char32_t soft_hyphen = 0xAD;

/// What stands for the character in XML; empty when it stands for itself.
std::string_view written_as(const Character& character) {
  switch (character.code_point) {
    case U'&':
      return "&amp;";
    case U'<':
      return "&lt;";
    case U'>':
      return "&gt;";
    case U'"':
      return "&quot;";
    case U'\t':
      return "&#9;";
    case U'\n':
      return "&#10;";
    default:
      break;
  }
  const bool allowed = character.valid && character.code_point >= 0x20 &&
                       character.code_point != 0x7F && character.code_point != 0xFFFE &&
                       character.code_point != 0xFFFF;
  return allowed ? std::string_view{} : replacement;
}

/// The element that Word wants instead of the character in a run; empty for none.
std::string_view element_for(char32_t code_point) {
  if (code_point == U'\t') return "<w:tab/>";
  if (code_point == U'\n') return "<w:br/>";
  if (code_point == soft_hyphen) return "<w:softHyphen/>";
  return {};
}

}  // namespace

void append_xml(std::string& xml, std::string_view text) {
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = character_at(text, i);
    const std::string_view written = written_as(character);
    if (!written.empty()) {
      xml += text.substr(plain, i - plain);
      xml += written;
      plain = i + character.bytes;
    }
    i += character.bytes;
  }
  xml += text.substr(plain);
}

void append_attribute(std::string& xml, std::string_view name, std::string_view value) {
  xml += ' ';
  xml += name;
  xml += "=\"";
  append_xml(xml, value);
  xml += '"';
}

void append_run_text(std::string& xml, std::string_view text) {
  const auto write = [&](std::string_view piece) {
    if (piece.empty()) return;
    const bool keep = piece.front() == ' ' || piece.back() == ' ';
    xml += keep ? "<w:t xml:space=\"preserve\">" : "<w:t>";
    append_xml(xml, piece);
    xml += "</w:t>";
  };
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = character_at(text, i);
    const std::string_view element = element_for(character.code_point);
    if (!element.empty()) {
      write(text.substr(plain, i - plain));
      xml += element;
      plain = i + character.bytes;
    }
    i += character.bytes;
  }
  write(text.substr(plain));
}

bool is_right_to_left(char32_t code_point) {
  const auto within = [code_point](char32_t first, char32_t last) {
    return code_point >= first && code_point <= last;
  };
  return within(0x0590, 0x08FF) || within(0xFB1D, 0xFDFF) || within(0xFE70, 0xFEFE) ||
         within(0x10800, 0x10FFF) || within(0x1E800, 0x1EFFF);
}

bool begins_right_to_left(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Character character = character_at(text, i);
    if (is_right_to_left(character.code_point)) return true;
    const char32_t letter = character.code_point;
    const bool latin = (letter >= U'a' && letter <= U'z') || (letter >= U'A' && letter <= U'Z') ||
                       (letter >= 0xC0 && letter < 0x0590);
    if (latin) return false;
    i += character.bytes;
  }
  return false;
}

}  // namespace redthread::report
