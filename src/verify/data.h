// What was read for showing. Beside the Report, never in it: this is about a person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "card/jis_text.h"
#include "card/personal.h"
#include "verify/procedure.h"

namespace kazashi::verify {

/// What of a person an item tells, in the words by which procedures limit it. `card` is about the card alone.
enum class Disclosure : std::uint8_t { card, name, address, birth_date, sex, photo, other };

struct DataItem {
  std::string name;        ///< a stable name such as "birthDate"
  card::Personal value;    ///< UTF-8, or a picture where `media` says which
  std::string_view media;  ///< media type; empty: text
  std::string_view from;   ///< which part of which card, such as "attributes"
  bool is_signed;          ///< somebody whom the trust bundle names vouches for it
  Disclosure disclosure;
  std::vector<card::MissingCharacter> missing = {};  ///< characters that the card has no code for
};

using Data = std::vector<DataItem>;

/// Leaves out what the procedure does not name. Without one everything is shown: the caller has named no
/// limit.
[[nodiscard]] Data disclosed(Data data, const Procedure* procedure);

/// {"birthDate": {"value": "1985-08-18", "from": "attributes", "signed": true}, "photo": {"base64": "…",
/// "mediaType": "image/jp2", "from": "face-data", "signed": true}}
[[nodiscard]] nlohmann::json data_json(const Data& data);

/// An item of text; octets that are no UTF-8, which nobody keeps a card or a stranger's evidence from
/// holding, become an item of application/octet-stream, because JSON cannot hold them.
[[nodiscard]] DataItem text_item(std::string name, base::ByteView text, std::string_view from, bool is_signed,
                                 Disclosure disclosure);
[[nodiscard]] DataItem picture_item(std::string name, base::ByteView picture, std::string_view media,
                                    std::string_view from, bool is_signed, Disclosure disclosure);

/// YYYYMMDD as YYYY-MM-DD, whatever the digits say; other texts as they stand.
[[nodiscard]] std::string dashed_date(std::string_view digits);
/// The day that YYYYMMDD names; nothing where there is no such day, as with a month that the register does
/// not know.
[[nodiscard]] std::optional<base::CivilDate> exact_date(std::string_view digits);

}  // namespace kazashi::verify
