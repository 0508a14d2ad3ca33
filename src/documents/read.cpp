// SPDX-License-Identifier: Apache-2.0
#include "documents/read.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/files.hpp"
#include "documents/messages.hpp"

namespace redthread::documents {
namespace {

constexpr std::size_t largest_file = 256u << 20;

std::string extension_of(std::string_view path) {
  const auto dot = path.rfind('.');
  if (dot == std::string_view::npos || path.find('/', dot) != std::string_view::npos) return {};
  std::string result(path.substr(dot + 1));
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

}  // namespace

std::optional<Format> format_of(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, Format>, 19> known = {{
      {"xlsx", Format::xlsx},       {"xlsm", Format::xlsx},      {"docx", Format::docx},
      {"html", Format::html},       {"htm", Format::html},       {"xhtml", Format::html},
      {"pdf", Format::pdf},         {"xls", Format::unreadable}, {"doc", Format::unreadable},
      {"odt", Format::unreadable},  {"ods", Format::unreadable}, {"ppt", Format::unreadable},
      {"pptx", Format::unreadable}, {"png", Format::unreadable}, {"jpg", Format::unreadable},
      {"jpeg", Format::unreadable}, {"gif", Format::unreadable}, {"tif", Format::unreadable},
      {"tiff", Format::unreadable},
  }};
  const std::string extension = extension_of(path);
  for (const auto& [name, format] : known) {
    if (extension == name) return format;
  }
  return std::nullopt;
}

std::optional<ReadDocument> read_document(const std::string& path, Diagnostics& diagnostics) {
  const auto format = format_of(path);
  Diagnostics own;
  std::optional<ReadDocument> document;
  if (!format || *format == Format::unreadable) {
    own.error(codes::format, {.file = path},
              "tables are not read from files of this kind: pictures, old or other office formats",
              "save it as .xlsx, .docx, .html, .csv, or as a PDF with text");
  } else if (auto bytes = read_text_file(path, path, own, largest_file)) {
    document = *format == Format::xlsx   ? read_xlsx(std::move(*bytes), path, own)
               : *format == Format::docx ? read_docx(std::move(*bytes), path, own)
               : *format == Format::html ? read_html(*bytes, path, own)
                                         : read_pdf(path, own);
  }
  diagnostics.append(own);
  if (!document) return std::nullopt;
  int number = 0;
  for (ReadTable& table : document->tables) table.number = ++number;
  if (document->tables.empty()) {
    diagnostics.warning(codes::no_tables, {.file = path}, "no table was found in the file",
                        "tables that are pictures cannot be read");
  }
  return document;
}

}  // namespace redthread::documents
