// SPDX-License-Identifier: Apache-2.0
#include "plan/person_data.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/checks.hpp"
#include "plan/messages.hpp"

namespace redthread::plan {
namespace {

bool is_digit(char c) { return '0' <= c && c <= '9'; }
/// Letters and digits; beyond ASCII everything but punctuation and signs (quotes, dashes).
bool is_word(char32_t c) {
  const bool is_ascii =
      (U'0' <= c && c <= U'9') || (U'a' <= c && c <= U'z') || (U'A' <= c && c <= U'Z');
  return is_ascii || (0xC0 <= c && c < 0x2000) || 0x2E80 <= c;
}
bool is_word_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_word(character_at(text, at).code_point);
}
bool is_word_before(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0u) == 0x80) {
    --begin;
  }
  return is_word_at(text, begin);
}

/// A day of the last ten digits: year, month, day; the day of a coordination number has 60 added.
bool is_day(const std::string& ten) {
  const int month = (ten[2] - '0') * 10 + (ten[3] - '0');
  int day = (ten[4] - '0') * 10 + (ten[5] - '0');
  if (day > 60) day -= 60;
  return 1 <= month && month <= 12 && 1 <= day && day <= 31;
}

/// Luhn's sum over ten digits.
bool check_digit_agrees(const std::string& ten) {
  int sum = 0;
  for (std::size_t i = 0; i < ten.size(); ++i) {
    const int weighted = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += weighted / 10 + weighted % 10;
  }
  return sum % 10 == 0;
}

class Search {
 public:
  Search(std::string_view text, bool is_strict) : text_(text), is_strict_(is_strict) {}

  std::vector<PersonData> all() {
    while (at_ < text_.size()) {
      if (!found_here()) ++at_;
    }
    return std::move(found_);
  }

 private:
  bool found_here() {
    if (is_strict_ && text_[at_] == '@') return e_mail();
    if (is_word_before(text_, at_)) return false;
    return identity_number() || (is_strict_ && telephone());
  }

  bool keep(PersonDataKind kind, std::size_t end) {
    found_.push_back({kind, at_, end - at_});
    at_ = end;
    return true;
  }

  std::size_t digits_from(std::size_t at) const {
    std::size_t count = 0;
    while (at + count < text_.size() && is_digit(text_[at + count])) ++count;
    return count;
  }

  bool identity_number() {
    const std::size_t first = digits_from(at_);
    if (first != 6 && first != 8 && first != 10 && first != 12) return false;
    std::size_t end = at_ + first;
    bool is_parted = false;
    std::string digits(text_.substr(at_, first));
    if (first <= 8) {
      while (end < text_.size() && is_separator(end)) end += separator_bytes(end);
      is_parted = end > at_ + first;
      if (!is_parted || end - at_ - first > 3 || digits_from(end) != 4) return false;
      digits += text_.substr(end, 4);
      end += 4;
    }
    if (is_word_at(text_, end)) return false;
    const bool has_century = digits.size() == 12;
    const std::string century = digits.substr(0, has_century ? 2 : 0);
    if (has_century && century != "18" && century != "19" && century != "20") return false;
    const std::string ten = digits.substr(digits.size() - 10);
    const bool agrees = check_digit_agrees(ten) || (is_strict_ && is_parted);
    return is_day(ten) && agrees && keep(PersonDataKind::identity_number, end);
  }

  /// `-`, `+`, a blank, or one of the dashes U+2010..U+2015.
  bool is_separator(std::size_t at) const { return separator_bytes(at) > 0; }
  std::size_t separator_bytes(std::size_t at) const {
    const char c = text_[at];
    if (c == '-' || c == '+' || c == ' ') return 1;
    const std::string_view rest = text_.substr(at, 3);
    const bool is_dash = rest.size() == 3 && rest.substr(0, 2) == "\xE2\x80" && rest[2] >= '\x90' &&
                         rest[2] <= '\x95';
    return is_dash ? 3 : 0;
  }

  /// From the `@` to both sides.
  bool e_mail() {
    const auto is_part = [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return byte >= 0x80 || is_word(byte) || c == '.' || c == '-' || c == '_';
    };
    const std::size_t least = found_.empty() ? 0 : found_.back().offset + found_.back().bytes;
    std::size_t begin = at_;
    while (begin > least && is_part(text_[begin - 1])) --begin;
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_part(text_[end])) ++end;
    while (end > at_ + 1 && text_[end - 1] == '.') --end;
    const bool has_dot = text_.substr(at_, end - at_).find('.') != std::string_view::npos;
    if (begin == at_ || !has_dot) return false;
    at_ = begin;
    return keep(PersonDataKind::e_mail, end);
  }

  /// `070-123 45 67`, `+46 70 123 45 67`: eight to twelve digits after 0 or +46.
  bool telephone() {
    const bool is_foreign = text_.substr(at_, 3) == "+46";
    if (!is_foreign && (text_[at_] != '0' || digits_from(at_) < 2)) return false;
    std::size_t digits = 0;
    std::size_t end = at_ + (is_foreign ? 3 : 0);
    for (std::size_t i = end; i < text_.size(); ++i) {
      if (is_digit(text_[i])) {
        ++digits;
        end = i + 1;
      } else if (i > end + 1 || (text_[i] != '-' && text_[i] != ' ' && text_[i] != '/')) {
        break;
      }
    }
    const bool is_number = digits >= 8 && digits <= 12;
    return is_number && keep(PersonDataKind::telephone, end);
  }

  std::string_view text_;
  bool is_strict_;
  std::size_t at_ = 0;
  std::vector<PersonData> found_;
};

}  // namespace

const char* to_string(PersonDataKind kind) {
  switch (kind) {
    case PersonDataKind::identity_number:
      return "an identity number";
    case PersonDataKind::e_mail:
      return "an e-mail address";
    case PersonDataKind::telephone:
      return "a telephone number";
  }
  return "";
}

std::vector<PersonData> person_data(std::string_view text, bool is_strict) {
  return Search(text, is_strict).all();
}

std::string masked(std::string_view text, bool is_strict) {
  std::string result(text);
  // From the end, so that offsets stay: a letter of several bytes becomes one star.
  auto all = person_data(text, is_strict);
  std::reverse(all.begin(), all.end());
  for (const PersonData& each : all) {
    std::string stars;
    std::size_t at = each.offset;
    while (at < each.offset + each.bytes) {
      const Character character = character_at(text, at);
      stars += is_word(character.code_point) ? std::string("*")
                                             : std::string(text.substr(at, character.bytes));
      at += character.bytes;
    }
    result.replace(each.offset, each.bytes, stars);
  }
  return result;
}

void check_person_data(const Object& object, Findings& findings) {
  const PlanKind* kind = find_plan_kind(object.key.kind);
  if (!kind) return;
  const bool is_strict = object.key.kind == "incident";
  for (const PlanField& field : kind->fields) {
    if (!may_hold_person_data(field)) continue;
    const std::string& text = object.get(field.name);
    for (const PersonData& each : person_data(text, is_strict)) {
      findings.push_back(
          {codes::person_data, object.key, field.name,
           fmt::format("`{}` has {} at character {}", field.name, to_string(each.kind),
                       character_count(std::string_view(text).substr(0, each.offset)) + 1),
           "write it without what names a person"});
    }
  }
}

State without_person_data(const State& state) {
  State result = state;
  for (const auto& [name, objects] : state.kinds()) {
    const PlanKind* kind = find_plan_kind(name);
    if (!kind) continue;
    for (const auto& [id, object] : objects) {
      Object copy = *object;
      for (auto& [field, text] : copy.fields) {
        const PlanField* known = kind->find(field);
        if (known && may_hold_person_data(*known)) text = masked(text, name == "incident");
      }
      if (copy.fields == object->fields) continue;
      result.put(std::make_shared<const Object>(std::move(copy)));
    }
  }
  return result;
}

bool may_hold_person_data(const PlanField& field) {
  const std::string_view name = field.name;
  return field.type == PlanFieldType::text && name != "number" && name != "content" &&
         name != "snapshot" && name != "follow_up";
}

}  // namespace redthread::plan
