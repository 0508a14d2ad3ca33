// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace redthread::report {

/// The font files that a PDF is set in, the same on every machine: Open Sans for text, DejaVu Sans
/// for symbols and the scripts that Open Sans lacks, Noto Color Emoji. From Debian's packages, or
/// from the folder REDTHREAD_FONTS in the environment, laid out as /usr/share/fonts/truetype.
/// Throws Error `pdf.font` that names the file and the package when one is not there.
std::vector<std::string> pdf_fonts();

}  // namespace redthread::report
