// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/text_stream.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"

namespace redthread::warehouse {
namespace {

constexpr std::size_t block_bytes = 512u << 10;  // stays in the processor's cache
constexpr std::size_t padding = 64;              // scanners read ahead so far
constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr const char* save_as_utf8 = "save the file as UTF-8 (in Excel: `CSV UTF-8`)";

std::size_t after_last_line(std::string_view bytes) { return bytes.rfind('\n') + 1; }

}  // namespace

TextStream::TextStream(InputFile file, const RowLimits& limits)
    : file_(std::move(file)), limits_(limits) {}

std::optional<TextStream> TextStream::open(const std::string& path, const std::string& shown_as,
                                           Diagnostics& diagnostics, const RowLimits& limits,
                                           std::optional<Encoding> when_unclear) {
  auto file = InputFile::open(path, shown_as, diagnostics);
  if (!file) return std::nullopt;
  TextStream stream(std::move(*file), limits);
  if (!stream.look(diagnostics, when_unclear)) return std::nullopt;
  stream.rewind();
  return stream;
}

void TextStream::rewind() {
  file_.rewind();
  raw_used_ = 0;
  raw_offset_ = 0;
  from_ = to_ = end_ = 0;
  ended_ = failed_ = false;
}

/// Tells the encoding from the first part of the file.
bool TextStream::look(Diagnostics& diagnostics, std::optional<Encoding> when_unclear) {
  const Span whole_file{.file = file_.shown_as()};
  EncodingEvidence evidence;
  bool has_content = false;
  std::size_t line_bytes = 0;  // of a line that has not ended
  while (line_bytes <= limits_.row && file_.offset() < limits_.text_sample) {
    const bool first = file_.offset() == 0;
    if (!read_block(diagnostics)) return false;
    std::string_view bytes(raw_.data(), raw_used_);
    if (first && looks_like_utf16(bytes)) {
      encoding_ = bytes.starts_with("\xFE\xFF") || bytes[0] == 0 ? Encoding::utf16_big
                                                                 : Encoding::utf16_little;
      mark_bytes_ = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ? 2 : 0;
      return true;
    }
    if (first) {
      if (const char* other = binary_format(bytes)) {
        diagnostics.error("rows.format", whole_file,
                          fmt::format("this looks like {}, not text", other),
                          "give the file the extension of what it is, or deliver it as CSV");
        return false;
      }
      if (bytes.starts_with(utf8_mark)) mark_bytes_ = utf8_mark.size();
      bytes.remove_prefix(mark_bytes_);
    }
    has_content = has_content || bytes.find_first_not_of(" \t\r\n") != std::string_view::npos;
    // A line longer than a block is looked at in parts, and no further than the limit.
    const std::size_t whole = after_last_line(bytes);
    const std::size_t looked = ended_ || whole == 0 ? bytes.size() : whole;
    line_bytes = whole > 0 ? 0 : line_bytes + bytes.size();
    evidence.look(bytes.substr(0, looked));
    const std::size_t rest = bytes.size() - looked;
    std::memmove(raw_.data(), bytes.data() + looked, rest);
    raw_used_ = rest;
    if (ended_) break;
  }
  if (!has_content) {
    diagnostics.error("csv.empty", whole_file, "the file is empty");
    return false;
  }
  if (mark_bytes_ > 0) return true;
  encoding_ = evidence.encoding();
  if (!evidence.is_unclear()) return true;
  if (when_unclear) {
    encoding_ = *when_unclear;
    return true;
  }
  diagnostics.error("rows.encoding", whole_file,
                    "the letters may be Windows-1252 or code page 437; there are too few of them "
                    "to tell",
                    save_as_utf8);
  return false;
}

/// Adds a block to raw_.
bool TextStream::read_block(Diagnostics& diagnostics) {
  // Not larger than the limit, so that every line beyond the limit is met in parts.
  const std::size_t wanted = std::clamp<std::size_t>(limits_.row, 1, block_bytes);
  if (raw_.size() < raw_used_ + wanted) raw_.resize(raw_used_ + wanted);
  const auto got = file_.read(raw_.data() + raw_used_, wanted, diagnostics);
  if (!got) return false;
  raw_used_ += *got;
  ended_ = *got < wanted;
  return true;
}

bool TextStream::more(Diagnostics& diagnostics) {
  const std::size_t before = to_ - from_;
  while (!ended_ && !failed_ && to_ - from_ == before) failed_ = !take_block(diagnostics);
  return !failed_ && to_ - from_ > before;
}

/// Reads a block and adds its whole lines to the text.
bool TextStream::take_block(Diagnostics& diagnostics) {
  const std::size_t carried = raw_used_;
  if (!read_block(diagnostics)) return false;
  if (raw_offset_ == 0) drop_raw(mark_bytes_);
  const std::string_view bytes(raw_.data(), raw_used_);
  const bool wide = encoding_ == Encoding::utf16_little || encoding_ == Encoding::utf16_big;
  std::size_t taken = 0;
  if (wide) {
    taken = ended_ ? bytes.size() : whole_utf16(bytes);
    if (!widen(bytes.substr(0, taken), diagnostics)) return false;
    if (end_ - to_ > limits_.row) return tell_long_line({}, diagnostics);
  } else {
    const std::size_t line =
        std::min(bytes.find('\n', std::min(carried, bytes.size())), bytes.size());
    if (line > limits_.row) return tell_long_line(bytes, diagnostics);
    taken = ended_ ? bytes.size() : after_last_line(bytes);
    if (!take(bytes.substr(0, taken), diagnostics)) return false;
  }
  drop_raw(taken);
  if (ended_ && end_ > from_ && text_[end_ - 1] != '\n') append("\n");
  return true;
}

void TextStream::drop_raw(std::size_t bytes) {
  raw_offset_ += bytes;
  raw_used_ -= bytes;
  std::memmove(raw_.data(), raw_.data() + bytes, raw_used_);
}

/// Always false.
bool TextStream::tell_long_line(std::string_view bytes, Diagnostics& diagnostics) {
  Span span{.file = file_.shown_as()};
  if (!bytes.empty()) span = place(bytes, 0, diagnostics);
  diagnostics.error(
      "csv.line_too_long", std::move(span),
      fmt::format("the line is longer than the limit of {} bytes; reading stops here", limits_.row),
      "is this a file with one row a line?");
  return false;
}

/// How many of the bytes are whole characters.
std::size_t TextStream::whole_utf16(std::string_view bytes) const {
  const std::size_t whole = bytes.size() - bytes.size() % 2;
  if (whole < 2) return 0;
  const char high = bytes[encoding_ == Encoding::utf16_little ? whole - 1 : whole - 2];
  const bool pair = (static_cast<unsigned char>(high) & 0xFCu) == 0xD8u;
  return pair ? whole - 2 : whole;
}

/// Checks and decodes whole lines.
bool TextStream::take(std::string_view lines, Diagnostics& diagnostics) {
  const std::size_t at = first_contradiction(lines, encoding_);
  if (at == std::string_view::npos) {
    if (is_single_byte(encoding_)) {
      std::string decoded;
      decoded.reserve(lines.size() + lines.size() / 8);
      append_decoded(decoded, lines, encoding_);
      append(decoded);
    } else {
      append(lines);
    }
    return true;
  }
  Span span = place(lines, at, diagnostics);
  const int line = span.line;
  const std::size_t start = lines.substr(0, at).rfind('\n') + 1;
  std::string excerpt;
  const std::string_view raw = lines.substr(start, lines.find('\n', at) - start);
  if (is_single_byte(encoding_)) {
    append_decoded(excerpt, raw, encoding_);
  } else {
    excerpt = raw;
  }
  const auto byte = static_cast<unsigned char>(lines[at]);
  Diagnostic item{
      .severity = Severity::error,
      .code = "rows.encoding_mixed",
      .span = std::move(span),
      .message = fmt::format("byte 0x{:02X} is not {}, which the rest of the file is in", byte,
                             name(encoding_)),
      .hint =
          "the file was put together from parts in different encodings; save all "
          "of it as UTF-8"};
  item.span.line = 1;  // set_excerpt looks for the line by number; here it is at hand
  set_excerpt(item, excerpt);
  item.span.line = line;
  diagnostics.add(std::move(item));
  return false;
}

/// Decodes UTF-16.
bool TextStream::widen(std::string_view utf16, Diagnostics& diagnostics) {
  std::string text;
  text.reserve(utf16.size());
  const auto unit = [&](std::size_t at) -> char32_t {
    const unsigned one = static_cast<unsigned char>(utf16[at]);
    const unsigned two = static_cast<unsigned char>(utf16[at + 1]);
    return encoding_ == Encoding::utf16_little ? one | two << 8u : one << 8u | two;
  };
  bool sound = utf16.size() % 2 == 0;
  for (std::size_t at = 0; sound && at < utf16.size(); at += 2) {
    char32_t character = unit(at);
    if (character >= 0xD800 && character < 0xE000) {
      const char32_t low = at + 2 < utf16.size() ? unit(at + 2) : 0;
      sound = character < 0xDC00 && low >= 0xDC00 && low < 0xE000;
      character = 0x10000 + ((character - 0xD800) << 10u) + (low - 0xDC00);
      at += 2;
    }
    if (sound) text += to_utf8(character);
  }
  if (sound) {
    append(text);
    return true;
  }
  diagnostics.error("rows.encoding", {.file = file_.shown_as()},
                    "the file begins as UTF-16 and does not go on so", save_as_utf8);
  return false;
}

void TextStream::append(std::string_view utf8) {
  if (from_ > 0) {
    std::memmove(text_.data(), text_.data() + from_, end_ - from_);
    to_ -= from_;
    end_ -= from_;
    from_ = 0;
  }
  if (text_.size() < end_ + utf8.size() + padding) text_.resize(end_ + utf8.size() + padding);
  std::memcpy(text_.data() + end_, utf8.data(), utf8.size());
  const std::size_t lines = after_last_line(utf8);
  if (lines > 0) to_ = end_ + lines;
  end_ += utf8.size();
  std::memset(text_.data() + end_, 0, padding);
}

/// The place of a byte in what was read last. Counts the lines before it, from the file's start:
/// that is asked once a file at most.
Span TextStream::place(std::string_view lines, std::size_t at, Diagnostics& diagnostics) {
  const std::size_t start = lines.substr(0, at).rfind('\n') + 1;
  auto line = 1 + std::count(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  file_.rewind();
  std::string block(block_bytes, '\0');
  for (std::uint64_t left = raw_offset_; left > 0;) {
    const auto got =
        file_.read(block.data(), std::min<std::uint64_t>(left, block_bytes), diagnostics);
    if (!got || *got == 0) break;
    line += std::count(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(*got), '\n');
    left -= *got;
  }
  const std::string_view before = lines.substr(start, at - start);
  const std::size_t characters =
      is_single_byte(encoding_) ? before.size() : character_count(before);
  return {.file = file_.shown_as(),
          .line = static_cast<int>(line),
          .column = static_cast<int>(characters) + 1};
}

}  // namespace redthread::warehouse
