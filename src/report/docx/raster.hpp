// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "report/pictures.hpp"

namespace redthread::report {

/// The picture as PNG, two pixels to a CSS pixel, on white. The same picture, fonts and version of
/// librsvg give the same bytes. Nothing outside the picture is read. Throws Error `report.picture`.
std::string rasterised(const Picture& picture);
/// All of them, in order, on as many threads as the machine has cores.
std::vector<std::string> rasterised(const std::vector<const Picture*>& pictures);

}  // namespace redthread::report
