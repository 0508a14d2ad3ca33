// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.hpp"

namespace redthread::warehouse {

/// The readers of delivered rows: any of the formats that systems export becomes rows of text, as
/// a CSV file would have them. A reader knows nothing of facts or columns' types.
///
/// What every reader does with what it cannot read:
/// - a **row fault** costs one row (too few fields, a stray quote, an error in a cell). The row is
///   not among the rows, but has its one diagnostic in `RowBatch::faults`: as many faults, as many
///   bad rows. Whether they are quarantined or refuse the delivery is the caller's to say.
/// - a **file fault** costs the file (another encoding further down, a damaged archive, a line
///   over the limit): an error in `RowSource::told`, and no more rows. What was read before must
///   not be used.

/// A part of a delivery's rows, as text in UTF-8. Views hold until the next call of `next`.
struct RowBatch {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::string_view> fields;  ///< rows x columns, row by row; empty text = no value
  /// Where each row begins: the line, the sheet's row number, or the record's number. From 1.
  std::vector<int> lines;
  /// Text formats: each row as it is written, without its end; else no elements.
  std::vector<std::string_view> texts;
  std::vector<Diagnostic> faults;  ///< of rows that cannot be read, one each, by line; errors

  std::string_view at(std::size_t row, std::size_t column) const {
    return fields[row * columns + column];
  }
};

/// Limits that no honest delivery reaches; they keep a damaged or hostile file from taking the
/// machine's memory. In bytes.
struct RowLimits {
  std::size_t row = 1u << 20;  ///< a line, a row over several lines, a cell
  std::size_t columns = 2000;
  std::size_t text_sample = 256u << 20;      ///< how much decides a text file's encoding
  std::size_t shared_strings = 512u << 20;   ///< of a workbook, unpacked: they are held in memory
  std::size_t sheet = std::size_t{8} << 30;  ///< a sheet's XML, unpacked: it is streamed
  std::size_t workbook_part = 16u << 20;     ///< any other part of a workbook, unpacked
  /// A part of more than 1 MiB must not unpack to more times its size; sheets reach 100.
  std::size_t packing_ratio = 400;
  std::size_t voucher = 256u << 20;  ///< a SIE voucher, which is held until it is summed
};

/// A delivered file, read from start to end once, in bounded memory. Not thread safe.
class RowSource {
 public:
  virtual ~RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;

  /// The columns' names as written in the file: at least one, none empty, none twice.
  const std::vector<std::string>& header() const { return header_; }

  /// What the file was taken for, to be stated: `CSV, semicolon, Windows-1252`. Certain when all
  /// has been read.
  virtual std::string format() const = 0;

  /// The next rows, about 2048, and the faults between them; may be faults alone. False at the
  /// end or after a file fault (see `told`), and then the batch is empty.
  virtual bool next(RowBatch& batch) = 0;

  /// What there is to say of the file as a whole, so far. With errors, nothing of it can be used.
  /// Warnings and notes say what was left aside. Each is said once.
  const Diagnostics& told() const { return told_; }

  /// The place of a field of the batch that `next` gave last: exact line, column and length for
  /// CSV; for SIE the row's line; for a sheet its row and column number; for Parquet the record's
  /// and the column's. Costs a look at the row, so ask only for what is told.
  virtual Span span(const RowBatch& batch, std::size_t row, std::size_t field) const;

  /// Gives a diagnostic the place of a field and, of text formats, the line with its caret. The
  /// line holds the row's values: show it to the one who delivered, keep it nowhere.
  virtual void point(Diagnostic& diagnostic, const RowBatch& batch, std::size_t row,
                     std::size_t field) const;

 protected:
  explicit RowSource(std::string shown_as) : shown_as_(std::move(shown_as)) {}

  const std::string& shown_as() const { return shown_as_; }
  /// A fault of the file as a whole.
  Diagnostic& tell(std::string code, std::string message, std::string hint = {});

  std::vector<std::string> header_;
  Diagnostics told_;

 private:
  std::string shown_as_;
};

/// Opens a delivery: by its name's extension (csv, txt, parquet, xlsx, se, si; case does not
/// matter), checked against its content. Reads the header, and of text as much as decides the
/// encoding. `shown_as` is the path to show (relative to the region folder). nullptr with
/// diagnostics when nothing of it can be used.
std::unique_ptr<RowSource> open_rows(const std::string& path, const std::string& shown_as,
                                     Diagnostics& diagnostics, const RowLimits& limits = {});

/// What is wrong with a header: too many columns, a name that is empty or there twice.
struct HeaderFault {
  std::size_t column = 0;
  std::string message;
  std::string hint;
};
std::vector<HeaderFault> header_faults(const std::vector<std::string>& header,
                                       const RowLimits& limits);

/// `9 fields`, `1 field`.
std::string counted(std::size_t count, std::string_view noun);

}  // namespace redthread::warehouse
