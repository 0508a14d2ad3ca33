// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "documents/messages.hpp"
#include "documents/pdf_page.hpp"
#include "documents/process.hpp"
#include "documents/read.hpp"

namespace redthread::documents {
namespace {

constexpr std::chrono::seconds longest{60};
constexpr std::size_t most_bytes = 256u << 20;

}  // namespace

std::optional<ReadDocument> read_pdf(const std::string& path, Diagnostics& diagnostics) {
  const auto tell = [&](const char* code, const std::string& message, const std::string& hint) {
    diagnostics.error(code, {.file = path}, message, hint);
    return std::nullopt;
  };
  // A name that begins with a dash is no option.
  const std::string file = path.starts_with('-') ? "./" + path : path;
  const ProcessResult result =
      run_process({"pdftotext", "-q", "-tsv", file, "-"}, longest, most_bytes);
  if (result.outcome == ProcessResult::Outcome::not_started || result.exit_code == 127) {
    return tell(codes::reader_missing, "pdftotext, which reads PDF, could not be started",
                "install poppler-utils");
  }
  if (result.outcome != ProcessResult::Outcome::ended) {
    return tell(codes::too_large, "the PDF takes too long to read, or has too much text",
                "keep the pages with tables");
  }
  if (result.exit_code != 0) {
    // pdftotext -q says nothing; asked again without it, it names the reason.
    const ProcessResult loud = run_process({"pdftotext", file, "-"}, longest, most_bytes);
    if (loud.complaints.find("assword") != std::string::npos) {
      return tell(codes::password, "the PDF is protected with a password",
                  "save a copy without a password");
    }
    return tell(codes::damaged, "the PDF cannot be read: it is damaged, cut short or no PDF",
                "open it in a PDF reader; does it open there?");
  }
  const std::vector<PdfPage> pages = pages_of_tsv(result.out);
  const bool has_text = std::any_of(pages.begin(), pages.end(),
                                    [](const PdfPage& page) { return !page.words.empty(); });
  if (!has_text) {
    return tell(codes::no_text, "the PDF has no text: its pages are pictures (scanned?)",
                "use the original, or read it with character recognition (OCR) first");
  }
  ReadDocument document;
  find_page_tables(pages, document);
  return document;
}

}  // namespace redthread::documents
