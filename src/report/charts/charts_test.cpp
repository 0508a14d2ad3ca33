// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "report/charts/draw_charts.hpp"
#include "report/render.hpp"
#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

TEST(Charts, look) {
  Press press;
  const Pictures pictures = draw_charts(sample_document(), press);
  for (const auto& [id, picture] : pictures) {
    std::ofstream("/tmp/chartlook/" + id + ".svg") << picture.svg;
  }
  std::ofstream("/tmp/chartlook/page.html") << render_html(sample_document(), pictures);
}

}  // namespace
}  // namespace redthread::report
