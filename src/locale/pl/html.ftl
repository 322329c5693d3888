### Import stron: co stoi wokół tekstu i dlaczego strony nie da się odczytać

import-loss-around = { $count ->
    [one] część strony wokół tekstu
    [few] { $count } części strony wokół tekstu
   *[many] { $count } części strony wokół tekstu
  }
import-error-nested = Strona „{ $name }” jest zagnieżdżona zbyt głęboko lub ma zbyt wiele elementów jak na dokument. Otwórz ją w edytorze tekstu, zapisz na nowo i spróbuj ponownie.
