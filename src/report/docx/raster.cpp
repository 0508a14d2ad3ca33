// SPDX-License-Identifier: Apache-2.0
#include "report/docx/raster.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <memory>
#include <thread>

#include <librsvg/rsvg.h>

#include "base/error.hpp"
#include "report/docx/png.hpp"

#if defined(__SANITIZE_ADDRESS__)
/// fontconfig keeps what it has read of the machine's fonts for as long as the program runs.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig"; }
#endif

namespace redthread::report {
namespace {

constexpr int scale = 2;
constexpr int most_pixels = 8'000;  // of a side

struct Unref {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(GError* error) const { g_error_free(error); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

[[noreturn]] void fail(const std::string& why) {
  throw Error("report.picture", "a chart's picture could not be drawn: " + why);
}

[[noreturn]] void fail(GError* error) {
  const std::unique_ptr<GError, Unref> owned(error);
  fail(owned ? std::string(owned->message) : "no reason given");
}

}  // namespace

std::string rasterised(const Picture& picture) {
  const int width = picture.width * scale;
  const int height = picture.height * scale;
  if (width < 1 || height < 1 || width > most_pixels || height > most_pixels) {
    fail("its size cannot be");
  }
  GError* error = nullptr;
  const std::unique_ptr<RsvgHandle, Unref> handle(rsvg_handle_new_from_data(
      reinterpret_cast<const guint8*>(picture.svg.data()), picture.svg.size(), &error));
  if (!handle) fail(error);
  const std::unique_ptr<cairo_surface_t, Unref> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  const std::unique_ptr<cairo_t, Unref> context(cairo_create(surface.get()));
  cairo_set_source_rgb(context.get(), 1, 1, 1);
  cairo_paint(context.get());
  const RsvgRectangle page = {0, 0, static_cast<double>(width), static_cast<double>(height)};
  if (!rsvg_handle_render_document(handle.get(), context.get(), &page, &error)) fail(error);
  const cairo_status_t drawn = cairo_surface_status(surface.get());
  if (drawn != CAIRO_STATUS_SUCCESS) fail(cairo_status_to_string(drawn));
  cairo_surface_flush(surface.get());
  return png_of(cairo_image_surface_get_data(surface.get()), width, height,
                cairo_image_surface_get_stride(surface.get()));
}

std::vector<std::string> rasterised(const std::vector<const Picture*>& pictures) {
  std::vector<std::string> drawn(pictures.size());
  std::atomic<std::size_t> next = 0;
  const auto draw = [&] {
    for (std::size_t i = next++; i < pictures.size(); i = next++)
      drawn[i] = rasterised(*pictures[i]);
  };
  std::vector<std::future<void>> workers;
  const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1u);
  while (workers.size() < std::min(cores, pictures.size())) {
    workers.push_back(std::async(std::launch::async, draw));
  }
  for (std::future<void>& worker : workers) worker.get();
  return drawn;
}

}  // namespace redthread::report
