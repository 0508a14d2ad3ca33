// SPDX-License-Identifier: Apache-2.0
#include "generate/row_file.hpp"

#include <algorithm>

namespace redthread::generate {
namespace {

constexpr std::int64_t mean_distance = 330;  // rows between damaged ones

std::vector<std::string> fields_of(std::string_view row) {
  std::vector<std::string> fields(1);
  for (const char letter : row) {
    if (letter == ',') {
      fields.emplace_back();
    } else if (letter != '\n') {
      fields.back() += letter;
    }
  }
  return fields;
}

std::string joined(const std::vector<std::string>& fields) {
  std::string row;
  for (const std::string& field : fields) row += field + ',';
  row.back() = '\n';
  return row;
}

}  // namespace

RowFile::RowFile(const Place& place, const std::string& path, const std::vector<Head>& heads)
    : sink_(place.sink),
      tally_(place.tally),
      calendar_(place.calendar),
      heads_(heads),
      closed_unit_(place.closed_unit),
      random_(Random::stream(place.seed, "damage " + path)),
      buffer_(full + longest_row),
      end_(buffer_.data()),
      row_(end_),
      until_bad_(random_.between(1, 2 * mean_distance)),
      damages_(place.damage) {
  sink_.open(path);
  ++tally_.files;
  for (const Head& head : heads_) text(head.name);
  end_[-1] = '\n';
  row_ = end_;
}

RowFile::~RowFile() {
  flush();
  sink_.close();
  tally_.rows += rows_;
  tally_.bad_rows += bad_;
}

void RowFile::hundredths(std::int64_t value) {
  if (value < 0) {
    *end_++ = '-';
    value = -value;
  }
  digits(value / 100, 1);
  const auto rest = static_cast<char>(value % 100);
  *end_++ = '.';
  *end_++ = static_cast<char>('0' + rest / 10);
  *end_++ = static_cast<char>('0' + rest % 10);
  *end_++ = ',';
}

void RowFile::flush() {
  const std::string_view bytes(buffer_.data(), static_cast<std::size_t>(end_ - buffer_.data()));
  sink_.write(bytes);
  tally_.bytes += static_cast<std::int64_t>(bytes.size());
  end_ = buffer_.data();
  row_ = end_;
}

void RowFile::damage() {
  until_bad_ = random_.between(1, 2 * mean_distance);
  if (!bears(1)) return;
  const std::string row = damaged(fields_of({row_, static_cast<std::size_t>(end_ - row_)}));
  if (row.empty()) return;
  std::copy(row.begin(), row.end(), end_);
  end_ += row.size();
  ++rows_;
  ++bad_;
}

/// A copy with one fault of a drawn kind; empty when this fact cannot have that fault.
std::string RowFile::damaged(const std::vector<std::string>& original) {
  std::vector<std::string> fields = original;
  const auto column = [&](Role role) {
    const auto found = std::find_if(heads_.begin(), heads_.end(),
                                    [&](const Head& head) { return head.role == role; });
    return found == heads_.end() ? nullptr
                                 : &fields[static_cast<std::size_t>(found - heads_.begin())];
  };
  // What must be told apart from the good row: its key, or what holds rows together.
  for (const Role role : {Role::key, Role::group}) {
    if (std::string* key = column(role)) *key = "X" + *key;
  }
  const auto put = [&](Role role, std::string_view value) {
    std::string* field = column(role);
    if (!field) return std::string();
    *field = value;
    return joined(fields);
  };
  switch (random_.below(12)) {
    case 0:
      return put(Role::date, "2023-02-30");
    case 1:
      return put(Role::date, "1999-12-31");  // outside the delivery's period
    case 2:
      return put(Role::date, "31/12 -23");
    case 3:
      return put(Role::unit, "XX99");
    case 4:
      return put(Role::unit, closed_unit_.empty() ? "OKÄND" : closed_unit_);
    case 5:
      return put(Role::unit, "");
    case 6:
      return put(Role::category, "okänd");
    case 7:
      return put(Role::age, "-3");
    case 8:
      return put(Role::number, "tolv");
    case 9:  // a day that should come first comes last
      if (const std::string* day = column(Role::date)) {
        return put(Role::start, std::to_string(std::stoi(*day) + 1) + "-01-01");
      }
      return {};
    case 10:  // the same key again
      return column(Role::key) ? joined(original) : std::string();
    default:  // cut off
      fields.pop_back();
      return joined(fields);
  }
}

}  // namespace redthread::generate
