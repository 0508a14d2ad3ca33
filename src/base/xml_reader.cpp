// SPDX-License-Identifier: Apache-2.0
#include "base/xml_reader.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.hpp"

namespace redthread {
namespace {

constexpr std::size_t block_bytes = 64u << 10;
constexpr std::string_view blanks = " \t\r\n";

std::string_view local(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The character of `amp`, `#228`, `#xE4`; 0 when it is none.
char32_t entity(std::string_view name) {
  constexpr std::pair<std::string_view, char32_t> known[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [written, character] : known) {
    if (name == written) return character;
  }
  if (!name.starts_with('#')) return 0;
  const bool hexadecimal = name.substr(1).starts_with('x');
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  unsigned code = 0;
  const auto end =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
  const bool whole = end.ec == std::errc() && end.ptr == digits.data() + digits.size();
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return whole && !surrogate && code <= 0x10FFFF ? static_cast<char32_t>(code) : 0;
}

}  // namespace

XmlReader::XmlReader(Source source, std::size_t limit)
    : source_(std::move(source)), limit_(limit) {}

std::string_view XmlReader::attribute(std::string_view name) const {
  for (const auto& [known, value] : attributes_) {
    if (known == name) return value;
  }
  return {};
}

bool XmlReader::has_attribute(std::string_view name) const {
  return std::any_of(attributes_.begin(), attributes_.end(),
                     [&](const auto& each) { return each.first == name; });
}

/// Reads on; false at the end.
bool XmlReader::fill() {
  if (ended_) return false;
  const std::size_t had = buffer_.size();
  buffer_.resize(had + block_bytes);
  const std::size_t got = source_(buffer_.data() + had, block_bytes);
  buffer_.resize(had + got);
  ended_ = got == 0;
  return !ended_;
}

/// Where `what` is at or after `from`; npos when it is not within the limit.
std::size_t XmlReader::find(std::string_view what, std::size_t from) {
  while (true) {
    const std::size_t found = buffer_.find(what, from);
    if (found != std::string::npos) return found - at_ > limit_ ? std::string::npos : found;
    if (buffer_.size() - at_ > limit_) return std::string::npos;
    from = std::max(from, buffer_.size() - std::min(buffer_.size(), what.size() - 1));
    if (!fill()) return std::string::npos;
  }
}

XmlReader::Event XmlReader::next() {
  if (is_damaged_) return Event::damaged;
  if (is_empty_element_) {
    is_empty_element_ = false;
    open_.pop_back();
    return Event::end;
  }
  if (started_ && open_.empty()) return Event::finished;
  // Seldom, for what is left must be moved.
  if (at_ >= block_bytes) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  const Event event = read_markup();
  is_damaged_ = event == Event::damaged;
  return event;
}

/// Passes over what is no event.
XmlReader::Event XmlReader::read_markup() {
  while (true) {
    const std::size_t tag = find("<", at_);
    if (tag == std::string::npos) return Event::damaged;
    if (tag > at_) {
      const std::string_view written = std::string_view(buffer_).substr(at_, tag - at_);
      at_ = tag;
      if (!open_.empty()) {
        text_.clear();
        return decode(written, text_) ? Event::text : Event::damaged;
      }
      const bool mark = !started_ && written.starts_with("\xEF\xBB\xBF");
      if (written.find_first_not_of(blanks, mark ? 3 : 0) != std::string_view::npos) {
        return Event::damaged;
      }
    }
    while (buffer_.size() - at_ < 9 && fill()) {
    }
    const std::string_view ahead = std::string_view(buffer_).substr(at_);
    if (ahead.starts_with("</")) return read_end();
    if (ahead.starts_with("<![CDATA[") && !open_.empty()) {
      const std::size_t end = find("]]>", at_ + 9);
      if (end == std::string::npos) return Event::damaged;
      text_ = buffer_.substr(at_ + 9, end - at_ - 9);
      at_ = end + 3;
      return Event::text;
    }
    if (ahead.starts_with("<!--") || ahead.starts_with("<?")) {
      if (!skip_past(ahead[1] == '?' ? "?>" : "-->")) return Event::damaged;
      continue;
    }
    // A document type could define what we do not want to know.
    if (ahead.starts_with("<!")) return Event::damaged;
    return read_start();
  }
}

bool XmlReader::skip_past(std::string_view end) {
  const std::size_t found = find(end, at_ + 2);
  if (found == std::string::npos) return false;
  at_ = found + end.size();
  return true;
}

XmlReader::Event XmlReader::read_start() {
  // A `>` may stand inside a quoted value.
  std::size_t end = at_ + 1;
  for (char quote = 0;; ++end) {
    if (end == buffer_.size() && (end - at_ > limit_ || !fill())) return Event::damaged;
    const char c = buffer_[end];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      break;
    }
  }
  std::string_view tag = std::string_view(buffer_).substr(at_ + 1, end - at_ - 1);
  at_ = end + 1;
  is_empty_element_ = tag.ends_with('/');
  if (is_empty_element_) tag.remove_suffix(1);
  const std::size_t name_end = std::min(tag.find_first_of(blanks), tag.size());
  const std::string_view written = tag.substr(0, name_end);
  if (written.empty() || open_.size() == max_depth) return Event::damaged;
  started_ = true;
  open_.emplace_back(written);
  name_ = local(written);
  return read_attributes(tag.substr(name_end)) ? Event::start : Event::damaged;
}

bool XmlReader::read_attributes(std::string_view tag) {
  attributes_.clear();
  while (true) {
    tag.remove_prefix(std::min(tag.find_first_not_of(blanks), tag.size()));
    if (tag.empty()) return true;
    const std::size_t equals = tag.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view name = trim(tag.substr(0, equals));
    tag.remove_prefix(equals + 1);
    tag.remove_prefix(std::min(tag.find_first_not_of(blanks), tag.size()));
    if (tag.empty() || (tag[0] != '"' && tag[0] != '\'')) return false;
    const std::size_t close = tag.find(tag[0], 1);
    if (close == std::string_view::npos) return false;
    auto& [known, value] = attributes_.emplace_back();
    known = local(name);
    if (!decode(tag.substr(1, close - 1), value)) return false;
    tag.remove_prefix(close + 1);
  }
}

XmlReader::Event XmlReader::read_end() {
  const std::size_t end = find(">", at_);
  if (end == std::string::npos || open_.empty()) return Event::damaged;
  const std::string_view written = trim(std::string_view(buffer_).substr(at_ + 2, end - at_ - 2));
  if (written != open_.back()) return Event::damaged;
  at_ = end + 1;
  name_ = local(open_.back());
  open_.pop_back();
  return Event::end;
}

bool XmlReader::decode(std::string_view written, std::string& text) {
  while (true) {
    const std::size_t ampersand = written.find('&');
    text += written.substr(0, ampersand);
    if (ampersand == std::string_view::npos) return true;
    written.remove_prefix(ampersand + 1);
    const std::size_t end = written.substr(0, 12).find(';');
    if (end == std::string_view::npos) return false;
    const char32_t character = entity(written.substr(0, end));
    if (character == 0) return false;
    text += to_utf8(character);
    written.remove_prefix(end + 1);
  }
}

}  // namespace redthread
