// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generate/calendar.hpp"
#include "generate/random.hpp"
#include "generate/sink.hpp"
#include "generate/tally.hpp"

namespace redthread::generate {

/// What a column is, which decides how its values can be wrong.
enum class Role {
  key,
  group,  ///< holds rows together (a voucher)
  date,   ///< the day that decides the month
  start,  ///< a day that may not be after `date`
  unit,
  person,
  category,
  age,
  number,
  text,  ///< free, or optional: anything goes
};

struct Head {
  std::string_view name;
  Role role;
};

/// One delivery of rows, written field by field into a buffer of its own. After some three rows of
/// a thousand, a damaged copy of the last row follows: an impossible day, an unknown unit, a key
/// that was there before ... The good row stays, so that what is good adds up to what was meant.
/// Never more than four rows of a thousand are damaged, and so none in small files.
class RowFile {
 public:
  struct Place {
    Sink& sink;
    Tally& tally;
    const Calendar& calendar;
    std::uint64_t seed;
    std::string closed_unit;  ///< a unit that ended earlier; empty = none
    bool damage = true;
  };
  RowFile(const Place& place, const std::string& path, const std::vector<Head>& heads);
  ~RowFile();
  RowFile(const RowFile&) = delete;
  RowFile& operator=(const RowFile&) = delete;

  void text(std::string_view value) {
    end_ = std::copy(value.begin(), value.end(), end_);
    *end_++ = ',';
  }
  void empty() { *end_++ = ','; }
  void date(Date day) { text(calendar_.text(day)); }
  void number(std::int64_t value) {
    digits(value, 1);
    *end_++ = ',';
  }
  /// `prefix` and at least six digits: `P000042`.
  void code(char prefix, std::int64_t number) {
    *end_++ = prefix;
    digits(number, 6);
    *end_++ = ',';
  }
  /// `value` in hundredths: `-12.50`.
  void hundredths(std::int64_t value);
  void end_row() {
    end_[-1] = '\n';
    ++rows_;
    if (--until_bad_ <= 0) damage();
    row_ = end_;
    if (end_ > buffer_.data() + full) flush();
  }
  /// A row that is wrong on purpose, written just before `end_row`.
  void count_bad() { ++bad_; }
  /// Whether the file can bear `count` more bad rows.
  bool bears(std::int64_t count) const { return damages_ && (bad_ + count) * 250 <= rows_; }

 private:
  static constexpr std::size_t full = 1 << 18;
  static constexpr std::size_t longest_row = 1 << 12;

  void digits(std::int64_t value, int least) {
    std::array<char, 20> reversed;
    std::uint64_t rest = value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value)
                                   : static_cast<std::uint64_t>(value);
    if (value < 0) *end_++ = '-';
    int count = 0;
    while (rest > 0 || count < least) {
      reversed[static_cast<std::size_t>(count++)] = static_cast<char>('0' + rest % 10);
      rest /= 10;
    }
    while (count > 0) *end_++ = reversed[static_cast<std::size_t>(--count)];
  }
  void damage();
  std::string damaged(const std::vector<std::string>& original);
  void flush();

  Sink& sink_;
  Tally& tally_;
  const Calendar& calendar_;
  std::vector<Head> heads_;
  std::string closed_unit_;
  Random random_;
  std::vector<char> buffer_;
  char* end_;  ///< one past what is written
  char* row_;  ///< where the row begins
  std::int64_t rows_ = 0;
  std::int64_t bad_ = 0;
  std::int64_t until_bad_;
  bool damages_;
};

}  // namespace redthread::generate
