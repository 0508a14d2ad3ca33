// SPDX-License-Identifier: Apache-2.0
#include "documents/fuzz_document.hpp"
#include "documents/pdf_page.hpp"

/// Any bytes as what pdftotext writes of a PDF.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redthread::documents;
  redthread::ReadDocument document;
  find_page_tables(pages_of_tsv(std::string(data, data + size)), document);
  check_document(document);
  return 0;
}
