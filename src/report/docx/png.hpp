// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace redthread::report {

/// Pixels as PNG without transparency. `pixels` are rows of 0x00RRGGBB, `stride` bytes apart.
/// Quick rather than small: charts are even surfaces. Throws Error `report.picture`.
std::string png_of(const unsigned char* pixels, int width, int height, int stride);

}  // namespace redthread::report
