// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/pictures.hpp"

namespace redthread::report {

/// The picture as PNG, two pixels to a CSS pixel, on white. The same picture, fonts and version of
/// librsvg give the same bytes. Nothing outside the picture is read. Throws Error `report.picture`.
std::string rasterised(const Picture& picture);

}  // namespace redthread::report
