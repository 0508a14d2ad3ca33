// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/sie_line.hpp"

namespace redthread::warehouse {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::string read(SieLine& line) {
    skip_blanks();
    if (at_end()) return {};
    const std::size_t start = at_;
    if (text_[at_] == '{' || text_[at_] == '}') {
      line.label = text_.substr(at_++, 1);
      skip_blanks();
      return at_end() ? "" : "there is text after a brace that stands alone";
    }
    while (!at_end() && !is_blank(text_[at_])) ++at_;
    line.label = text_.substr(start, at_ - start);
    if (!line.label.starts_with('#')) return "the line does not start with `#`";
    for (skip_blanks(); !at_end(); skip_blanks()) {
      if (text_[at_] == '{') {
        if (line.has_objects) return "there are two lists of objects";
        line.has_objects = true;
        if (const char* fault = read_objects(line)) return fault;
      } else if (!read_value(line.fields.emplace_back())) {
        return "a quote is not closed";
      }
    }
    return {};
  }

 private:
  bool at_end() const { return at_ == text_.size(); }
  void skip_blanks() {
    while (!at_end() && is_blank(text_[at_])) ++at_;
  }

  /// Pairs of dimension and object, up to the brace that ends them.
  const char* read_objects(SieLine& line) {
    ++at_;
    std::vector<std::string> values;
    for (skip_blanks(); !at_end() && text_[at_] != '}'; skip_blanks()) {
      if (!read_value(values.emplace_back())) return "a quote is not closed";
    }
    if (at_end()) return "the list of objects is not closed";
    ++at_;
    if (values.size() % 2 != 0) return "an object in the list has no dimension, or the other way";
    for (std::size_t i = 0; i < values.size(); i += 2) {
      for (const auto& other : line.objects) {
        if (other.first == values[i]) return "the list of objects names a dimension twice";
      }
      line.objects.emplace_back(values[i], values[i + 1]);
    }
    return nullptr;
  }

  /// False when a quote is not closed. A backslash is itself but before a quote.
  bool read_value(std::string& value) {
    if (text_[at_] != '"') {
      // At least one character, so that a stray brace is a value and not an endless loop.
      do {
        value += text_[at_++];
      } while (!at_end() && !is_blank(text_[at_]) && text_[at_] != '}');
      return true;
    }
    for (++at_; !at_end(); ++at_) {
      const bool escaped = text_[at_] == '\\' && text_.substr(at_ + 1, 1) == "\"";
      if (escaped) ++at_;
      if (text_[at_] == '"' && !escaped) {
        ++at_;
        return true;
      }
      value += text_[at_];
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

const std::string& SieLine::field(std::size_t index) const {
  static const std::string none;
  return index < fields.size() ? fields[index] : none;
}

std::string read_sie_line(std::string_view text, SieLine& line) {
  line.label = {};
  line.fields.clear();
  line.objects.clear();
  line.has_objects = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t') || byte == 0x7F) return "there is a control character";
  }
  return Reader(text).read(line);
}

}  // namespace redthread::warehouse
