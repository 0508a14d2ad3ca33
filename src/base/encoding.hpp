// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace redthread {

/// The bytes of text files: what a file that should be text is instead, and which encoding it has.

/// What is often delivered in place of text, by its first bytes, in words that fit after "this
/// looks like": `a PDF`. nullptr when it is none of them.
const char* binary_format(std::string_view bytes);

/// UTF-16 with a byte order mark, or with every other byte zero as Latin text has it.
bool looks_like_utf16(std::string_view bytes);

/// The character of a byte 0x80..0xFF in Windows-1252; 0 = none.
char32_t windows_1252_character(unsigned byte);
/// The character of a byte 0x80..0xFF in code page 437 (the PC8 of SIE files). All have one.
char32_t code_page_437_character(unsigned byte);

/// The encodings that Swedish administrative systems write.
enum class Encoding { utf8, utf16_little, utf16_big, windows_1252, iso_8859_1, code_page_437 };
const char* name(Encoding encoding);  ///< `Windows-1252`

/// Whether each byte is a character of its own.
bool is_single_byte(Encoding encoding);

/// Adds the UTF-8 of bytes in a single-byte encoding. A byte that the encoding has no character
/// for becomes U+FFFD. ISO-8859-1 is read as Windows-1252, which has all its printable characters.
void append_decoded(std::string& text, std::string_view bytes, Encoding encoding);

/// The offset of the first byte that text in this encoding would not have: an invalid UTF-8
/// sequence; in single-byte encodings a byte without character, or the letters å ä ö as another
/// encoding writes them inside a word. npos when there is none. Not for UTF-16. `bytes` are whole
/// lines.
std::size_t first_contradiction(std::string_view bytes, Encoding encoding);

/// Tells an encoding by how the letters å ä ö Å Ä Ö and é are written, from parts of a file that
/// are whole lines. Windows-1252 is told from ISO-8859-1 by its use of 0x80..0x9F.
///
/// A file of mixed encodings gets the one that most of its letters are in; `first_contradiction`
/// then finds the others.
class EncodingEvidence {
 public:
  void look(std::string_view lines);
  /// No byte above 0x7F: the same text in all of them.
  bool is_ascii() const { return !has_high_bytes_; }
  /// The bytes fit two encodings, with different letters (a lone 0x94 is `ö` or `”`).
  bool is_unclear() const;
  /// What it is; Windows-1252 when it is unclear.
  Encoding encoding() const;

 private:
  bool has_high_bytes_ = false;
  bool has_c1_ = false;              ///< 0x80..0x9F: Windows-1252, not ISO-8859-1
  std::size_t utf8_ = 0;             ///< sequences that no other encoding's text would have
  std::size_t not_utf8_ = 0;         ///< bytes that are no UTF-8
  std::size_t latin_ = 0;            ///< letters beside letters, as Windows-1252 has them
  std::size_t code_page_ = 0;        ///< ... and as code page 437 has them
  std::size_t code_page_alone_ = 0;  ///< bytes that are letters in 437 and signs in 1252
};

}  // namespace redthread
