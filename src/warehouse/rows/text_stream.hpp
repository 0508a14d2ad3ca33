// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/encoding.hpp"
#include "warehouse/rows/input_file.hpp"
#include "warehouse/rows/row_source.hpp"

namespace redthread::warehouse {

/// A text file of any size as UTF-8, a window of whole lines at a time. The encoding is told from
/// the first part of the file; bytes further on that contradict it are a file fault with the place
/// of the first.
class TextStream {
 public:
  /// `when_unclear` decides where the bytes fit two encodings; without it that is an error.
  /// nullopt with diagnostics: not text, empty, an unclear encoding.
  static std::optional<TextStream> open(const std::string& path, const std::string& shown_as,
                                        Diagnostics& diagnostics, const RowLimits& limits,
                                        std::optional<Encoding> when_unclear = std::nullopt);

  Encoding encoding() const { return encoding_; }
  bool has_mark() const { return mark_bytes_ > 0; }  ///< a byte order mark

  /// The text that has been read and not consumed: whole lines, each with its LF, which is added to
  /// a last line that lacks one. At least 64 readable bytes follow it. Holds until `more`.
  std::string_view text() const { return {text_.data() + from_, to_ - from_}; }
  void consume(std::size_t bytes) { from_ += bytes; }
  /// Reads on: `text` gets longer at its end. False at the end of the file and at a file fault.
  bool more(Diagnostics& diagnostics);
  /// Back to the start of the file.
  void rewind();

 private:
  TextStream(InputFile file, const RowLimits& limits);
  bool look(Diagnostics& diagnostics, std::optional<Encoding> when_unclear);
  bool read_block(Diagnostics& diagnostics);
  bool take_block(Diagnostics& diagnostics);
  void drop_raw(std::size_t bytes);
  std::size_t whole_utf16(std::string_view bytes) const;
  bool widen(std::string_view utf16, Diagnostics& diagnostics);
  bool take(std::string_view lines, Diagnostics& diagnostics);
  void append(std::string_view utf8);
  bool tell_long_line(std::string_view bytes, Diagnostics& diagnostics);
  Span place(std::string_view lines, std::size_t at, Diagnostics& diagnostics);

  InputFile file_;
  RowLimits limits_;
  Encoding encoding_ = Encoding::utf8;
  std::size_t mark_bytes_ = 0;
  std::string raw_;  ///< read and not yet taken: `raw_used_` bytes from the start of a line
  std::size_t raw_used_ = 0;
  std::uint64_t raw_offset_ = 0;  ///< of raw_ in the file
  bool ended_ = false;
  bool failed_ = false;
  std::string text_;  ///< used from from_ to end_, then padding
  std::size_t from_ = 0;
  std::size_t to_ = 0;  ///< the end of the last whole line
  std::size_t end_ = 0;
};

}  // namespace redthread::warehouse
