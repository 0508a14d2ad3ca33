// SPDX-License-Identifier: Apache-2.0
#include "report/docx/png.hpp"

#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

#include <zlib.h>

#include "base/error.hpp"

namespace redthread::report {
namespace {

constexpr unsigned char up = 2;  // the filter: each byte as its difference to the one above

void append_number(std::string& bytes, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(static_cast<unsigned char>(number >> shift));
  }
}

void append_chunk(std::string& png, std::string_view type, std::string_view content) {
  append_number(png, static_cast<std::uint32_t>(content.size()));
  const std::size_t begin = png.size();
  png += type;
  png += content;
  const std::string_view checked = std::string_view(png).substr(begin);
  append_number(png,
                static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(checked.data()),
                                                 static_cast<uInt>(checked.size()))));
}

}  // namespace

std::string png_of(const unsigned char* pixels, int width, int height, int stride) {
  const auto columns = static_cast<std::size_t>(width);
  const auto rows = static_cast<std::size_t>(height);
  const std::size_t line = columns * 3 + 1;
  std::vector<unsigned char> filtered(rows * line, 0);
  std::vector<std::uint32_t> above(columns, 0);
  std::vector<std::uint32_t> row(columns, 0);
  for (std::size_t y = 0; y < rows; ++y) {
    std::memcpy(row.data(), pixels + y * static_cast<std::size_t>(stride), columns * 4);
    unsigned char* to = filtered.data() + y * line;
    *to++ = up;
    if (row == above) continue;  // as most rows of a chart: no difference
    for (std::size_t x = 0; x < columns; ++x) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        *to++ = static_cast<unsigned char>((row[x] >> shift) - (above[x] >> shift));
      }
    }
    above.swap(row);
  }
  uLongf size = compressBound(static_cast<uLong>(filtered.size()));
  std::string packed(size, '\0');
  const int done = compress2(reinterpret_cast<Bytef*>(packed.data()), &size, filtered.data(),
                             static_cast<uLong>(filtered.size()), Z_BEST_SPEED);
  if (done != Z_OK) throw Error("report.picture", "a chart's picture could not be packed");
  packed.resize(size);

  std::string header;
  append_number(header, static_cast<std::uint32_t>(width));
  append_number(header, static_cast<std::uint32_t>(height));
  header += std::string("\x08\x02\x00\x00\x00", 5);  // 8 bits of red, green and blue
  std::string png = "\x89PNG\r\n\x1A\n";
  append_chunk(png, "IHDR", header);
  append_chunk(png, "IDAT", packed);
  append_chunk(png, "IEND", {});
  return png;
}

}  // namespace redthread::report
