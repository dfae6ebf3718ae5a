#include "simulator/pki/personal_card.h"

#include "simulator/base64.h"

namespace kazashi_simulator::pki {

using nlohmann::ordered_json;

PersonalCard make_personal_card(CardHolder holder, const CardAuthority& text, const CardAuthority& visual) {
  KeyPair text_presence = KeyPair::rsa(2048), visual_presence = KeyPair::rsa(2048);
  Files of_text = text_files(text, holder, text_presence);
  Files of_visual = visual_files(visual, holder, visual_presence);
  return {std::move(holder), std::move(text_presence), std::move(visual_presence), std::move(of_text),
          std::move(of_visual)};
}

ordered_json describe(const Files& files) {
  ordered_json out = ordered_json::object();
  for (const auto& [id, content] : files) {
    out[id] = to_base64(content);
  }
  return out;
}

void describe(const PersonalCard& card, ordered_json& person) {
  const CardHolder& holder = card.holder;
  person["attributes"] = {{"name", holder.name},
                          {"address", holder.address},
                          {"birthDate", to_text(holder.birth)},
                          {"sex", std::string(1, holder.sex)},
                          {"individualNumber", holder.individual_number},
                          {"expiry", to_text(holder.expiry)},
                          {"securityCode", holder.security_code},
                          {"checkNumberA", holder.individual_number},
                          {"checkNumberB", holder.check_number_b()},
                          {"birthKey", holder.birth_key()}};
  person["textApplication"] = {{"files", describe(card.text)},
                               {"presenceKey", to_base64(card.text_presence.pkcs8())}};
  person["visualApplication"] = {{"files", describe(card.visual)},
                                 {"presenceKey", to_base64(card.visual_presence.pkcs8())}};
}

}  // namespace kazashi_simulator::pki
