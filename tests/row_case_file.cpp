// SPDX-License-Identifier: Apache-2.0
#include "row_case_file.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <stdexcept>

#include "base/text.hpp"

namespace redthread::product {
namespace {

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (const std::string_view field : split(line, ',')) fields.emplace_back(trim(field));
  return fields;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : split(text, ' ')) {
    if (!trim(word).empty()) words.emplace_back(trim(word));
  }
  return words;
}

/// What stands before and after the first ` = `.
std::pair<std::string, std::string> sides_of(std::string_view text) {
  const std::size_t at = text.find(" = ");
  if (at == std::string_view::npos) throw std::runtime_error("there is no ` = `");
  return {std::string(trim(text.substr(0, at))), std::string(trim(text.substr(at + 3)))};
}

class CaseReader {
 public:
  explicit CaseReader(std::string file) : file_(std::move(file)) { given_.file = file_; }

  void take(const std::string& line, int number) {
    const std::string_view text = trim(line);
    if (text.empty() || text.front() == '#') return;
    place_ = file_ + ":" + std::to_string(number) + ": " + std::string(text);
    if (line.front() == ' ') {
      take_row(text);
      return;
    }
    const std::size_t space = text.find(' ');
    const std::string verb(text.substr(0, space));
    const std::string_view rest =
        space == std::string_view::npos ? std::string_view{} : trim(text.substr(space));
    if (verb == "case") {
      cases_.push_back(given_);
      cases_.back().name = rest;
    } else {
      take_verb(cases_.empty() ? given_ : cases_.back(), verb, rest);
    }
  }

  std::vector<RowCase> cases() { return std::move(cases_); }
  const std::string& place() const { return place_; }

 private:
  void take_verb(RowCase& to, const std::string& verb, std::string_view rest) {
    is_delivering_ = verb == "deliver";
    if (verb == "library") {
      to.library = words_of(rest);
    } else if (verb == "default") {
      const auto [column, value] = sides_of(rest);
      to.defaults[column] = value;
    } else if (verb == "take_bad_rows") {
      to.takes_bad_rows = true;
    } else if (verb == "deliver") {
      const std::size_t slash = rest.find('/');
      if (slash == std::string_view::npos) throw std::runtime_error("expected FACT/FILE");
      to.deliveries.push_back({.fact = std::string(rest.substr(0, slash)),
                               .name = std::string(rest.substr(slash + 1))});
    } else if (verb == "expect" || verb == "quarantined" || verb == "refused") {
      auto [what, value] = sides_of(rest);
      to.expected.push_back(
          {.place = place_, .verb = verb, .what = std::move(what), .value = std::move(value)});
    } else {
      throw std::runtime_error("there is no word `" + verb + "`");
    }
  }

  void take_row(std::string_view text) {
    if (!is_delivering_) throw std::runtime_error("an indented line is a row of a delivery");
    WrittenDelivery& delivery = (cases_.empty() ? given_ : cases_.back()).deliveries.back();
    std::vector<std::string> fields = fields_of(text);
    if (delivery.header.empty()) {
      delivery.header = std::move(fields);
      return;
    }
    if (fields.size() != delivery.header.size()) {
      throw std::runtime_error("the row has " + std::to_string(fields.size()) +
                               " values, the head has " + std::to_string(delivery.header.size()));
    }
    delivery.rows.push_back(std::move(fields));
  }

  std::string file_;
  RowCase given_;
  std::vector<RowCase> cases_;
  std::string place_;
  bool is_delivering_ = false;
};

}  // namespace

void PrintTo(const RowCase& one, std::ostream* out) { *out << one.file << ": " << one.name; }

std::vector<RowCase> read_row_cases(const std::filesystem::path& file) {
  CaseReader reader(file.filename().string());
  std::ifstream lines(file);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    try {
      reader.take(line, number);
    } catch (const std::exception& error) {
      throw std::runtime_error(reader.place() + "\n" + error.what());
    }
  }
  return reader.cases();
}

std::string to_csv(const WrittenDelivery& delivery, const std::vector<std::string>& columns,
                   const std::map<std::string, std::string>& defaults) {
  const std::vector<std::string>& head = columns.empty() ? delivery.header : columns;
  for (const std::string& written : delivery.header) {
    if (std::find(head.begin(), head.end(), written) == head.end()) {
      throw std::runtime_error("the fact `" + delivery.fact + "` has no delivered column `" +
                               written + "`");
    }
  }
  std::string csv = join(head, ",") + "\n";
  for (std::size_t number = 0; number < delivery.rows.size(); ++number) {
    std::vector<std::string> fields;
    for (const std::string& column : head) {
      const auto at = std::find(delivery.header.begin(), delivery.header.end(), column);
      if (at != delivery.header.end()) {
        fields.push_back(
            delivery.rows[number][static_cast<std::size_t>(at - delivery.header.begin())]);
        continue;
      }
      const auto by_default = defaults.find(delivery.fact + "." + column);
      std::string value = by_default == defaults.end() ? std::string() : by_default->second;
      if (const std::size_t mark = value.find('#'); mark != std::string::npos) {
        value.replace(mark, 1, std::to_string(number + 1));
      }
      fields.push_back(std::move(value));
    }
    csv += join(fields, ",") + "\n";
  }
  return csv;
}

}  // namespace redthread::product
