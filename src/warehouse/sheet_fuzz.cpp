// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>

#include "base/text.hpp"
#include "base/xml_reader.hpp"
#include "warehouse/rows/fuzz_rows.hpp"
#include "warehouse/rows/sheet_value.hpp"

/// Any bytes as the XML of a workbook's part, which a packed workbook would hide from the fuzzer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redthread;
  using namespace redthread::warehouse;
  std::size_t at = 0;
  XmlReader xml(
      [&](char* to, std::size_t count) {
        // In small pieces, so that everything is cut somewhere.
        const std::size_t got = std::min({count, size - at, std::size_t{7}});
        std::memcpy(to, data + at, got);
        at += got;
        return got;
      },
      4096);
  for (auto event = xml.next(); event != XmlReader::Event::finished; event = xml.next()) {
    if (event == XmlReader::Event::damaged) break;
    if (xml.depth() > 64) std::abort();
    if (event != XmlReader::Event::text) continue;
    (void)sheet_text(xml.text());
    (void)sheet_number(xml.text());
    (void)sheet_date(xml.text(), false);
    (void)sheet_time(xml.text());
    (void)format_of(xml.text());
    (void)cell_place(xml.text());
  }
  return 0;
}
